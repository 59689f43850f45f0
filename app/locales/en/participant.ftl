# What members read.

start-title = Welcome
start-members = Here for a group? Use the link or the ticket that you were given in your group.
start-not-set-up = Chorus is being set up here. Come back when you were given a link or a ticket.
start-staff = Staff: sign in

sealed-box = A sealed box: no single tick is shown to staff or group.

support-label = I need support now
support-reach = You do not have to finish this. Your answers cannot alert anyone, so please reach a person.
support-here = Here: tell your therapist, or any member of staff, before you leave.
support-danger = If you might be in danger now:

numbers = five six seven eight nine ten eleven twelve

survey-title = How was today?
survey-length = { $questions } short questions, about { $questions ->
    [8] a minute
    [9] a minute
    [10] a minute
   *[other] two minutes
}. Skip any you like.
survey-promise =
    Your ticks go into a sealed box. If fewer than { $quorum } people answer, nobody is shown a result.
    Otherwise only a rounded group result comes out. Single answers are destroyed; your own scores stay where only your key opens them.
    What you write may be read, without your name, and can be recognised.
    Nobody reads this in time to help: in danger, tell someone now.
survey-until = You can send this until { $time }. If you send it again, only the last one counts.
survey-outcome = And lately
survey-skip = You can skip this question
survey-or = or
survey-rather-not = I would rather not say
survey-choice-unknown = Choose one of the answers, or that you would rather not say
survey-words = Anything you would like to say to the therapist?
survey-words-hint = You can leave this empty. Written words can be recognised: leave out names. At most { $most } characters
survey-words-long = Your words are longer than { $most } characters: take out { $over }
survey-changed = Has that changed?
survey-changed-2 = Yes
survey-changed-1 = Somewhat
survey-changed-0 = Not yet
survey-done = How far have you come with what you had planned?
survey-done-hint = Any answer is fine
survey-done-words = You wrote: “{ $plan }”
survey-done-2 = All of it
survey-done-1 = Some of it
survey-done-0 = Not yet
survey-helped = Something that helped me this week
survey-helped-hint = Others of your group may read it, without your name, once your therapist has. Leave out names. At most { $most } characters
survey-board = From the board: which could help you?
survey-plan = Before the next session I want to …
survey-plan-hint = Only your own key ever opens this: nobody else can read it. At most { $most } characters

notes = Write to somebody in the group
notes-hint = The therapist reads lines before they go out, without your name. They go out once at least four people have written.
notes-to = For
notes-nobody = Nobody
notes-gave = What they gave you
notes-line = A line of your own
notes-line-hint = At most { $most } characters
notes-another = Another note
note-seat-none = Choose who this note is for, or take back what you ticked and wrote
note-seat-paused = They take no notes for now: choose somebody else, or nobody
note-empty = Tick or write something for them, or choose “Nobody”
note-choice-1 = You helped me feel less alone
note-choice-2 = Your story gave me a way to cope
note-choice-3 = You told me something true, kindly
note-choice-4 = You kept me to my plan
note-choice-5 = I would like to hear more from you

survey-send = Send
steps-start = Start
steps-continue = Continue
steps-back = Back
steps-question = Question { $number } of { $total }
steps-extra = If you like
steps-end = Before you send
steps-blank = You left { $count ->
    [one] 1 question
   *[other] { $count } questions
} blank. That is fine. Answer { $count ->
    [one] it
   *[other] them
}, or send as it is.
steps-none-blank = Nothing was left blank. You can still go back and change an answer.
steps-send-anyway = Send anyway
steps-sending = Sending
unsent = Not sent yet
unsent-signal = There is no signal. Your answers are still on this page, nowhere else. Keep it open: we keep trying.
unsent-fault = We could not save your answers. They are still on this page. Try again.
unsent-still = Still not sent
unsent-now = Try now
unsent-erase = Erase my answers
erased = Your answers are erased
erased-what = They are no longer on this page, and nothing else on this phone has kept them. Only if they had reached us just before do they count.
erased-again = Begin again

survey-information = What happens with my answers

log-count = { $tickets ->
    [one] 1 ticket was given out
   *[other] { $tickets } tickets were given out
}
log-void = unused ones were made void on { $day }
log-row-void = { $day }: unused tickets were made void
log-replacing = { $tickets ->
    [one] 1 replaces a lost phone
   *[other] { $tickets } replace lost phones
}, { $day }
log-row = { $day }: { $tickets ->
    [one] 1 ticket
   *[other] { $tickets } tickets
}
log-row-replacing = { $day }: { $tickets ->
    [one] 1 ticket in place of a lost phone
   *[other] { $tickets } tickets in place of lost phones
}
log-more = Is that more than we are?
log-object = That is more than we are
log-object-hint = Tick this if more tickets were given out than there are people in your group. One tick is enough: these results are then not shown to anybody.
log-title = Tickets of this group
log-where = If that is more people than you are, you can say so in the survey: one tick is enough, and the results are not shown.

thanks-title = Thank you
thanks-sent = Your answers have been sent. You can close this page.
thanks-replaced = If you had answered before, this has taken the place of your earlier answers.
thanks-next = Next time
thanks-why = You can go on without a new ticket if you keep your key. Your own scores can only be opened with it.
thanks-remember = Remember me on this phone
thanks-remember-hint = Only if this phone is yours: whoever holds it could see that it takes part in a group.
thanks-own = Also show my own progress on this phone
thanks-copy = Keep a copy of my key
thanks-nothing = Or do nothing. Then ask for a new ticket next time.
thanks-forget = Forget me on this phone

tablet-sent = Your answers have been sent. Nothing of them is left on this tablet.
tablet-next = Next person
tablet-stop = Stop without sending
tablet-take-back = Staff: sign in to take this tablet back
tablet-key = Keep a key
tablet-key-what = With this key you can come back without a new ticket, and your own scores stay together. Write it down before you send: it is not shown again. If you give a key from before, you keep that one.
tablet-not-here = Not on this tablet
tablet-not-here-why = This tablet is passed round. What is yours alone opens on a phone of your own.

remember-title = This phone remembers you
remember-next = Next time, open the group’s link or poster on this phone. You can close this page.
copy-title = Your key
copy-how = Write it down, or take a picture of this page. Nobody else has it, and we cannot give it to you again.
copy-picture = Your key as a QR code
copy-where = To use it, open the group’s link or poster and type it under “I have a key”.
copy-back = Back to the group’s page
forget-title = This phone has forgotten you
forget-next = If you kept a copy of your key you can still use it. Otherwise ask for a new ticket next time.

whose-title = Whose phone is this?
whose-why = This phone remembers somebody of this group. A ticket is for somebody who is new.
whose-mine = It is mine: go on as before
key-before = I have a key from before
key-before-hint = If you give it, your own history comes along, and you keep that key. 26 letters and digits
whose-other = I am somebody else, with this ticket

door-title = Welcome
door-ticket = I have a new ticket
door-ticket-hint = Ten letters and digits, from the paper you were given
door-ticket-go = Go on
door-ticket-wrong = A ticket has ten letters and digits: check what is on the paper
door-returning = I have been here before
door-key = I have a key
door-key-hint = 26 letters and digits, from the copy that you kept
door-key-go = Go on with my key
door-key-wrong = A key has 26 letters and digits: check your copy
door-nothing = There is nothing to answer now
door-nothing-advice = The questions open at the end of the meeting. You do not need to do anything.

key-needed = This page is for members of the group. Your key opens it.
key-new = If you came with a new ticket: this page opens for you once that session has closed.

heard-title = What we heard
heard-what = With your key you see what the group said, what was answered, and what helped others.
heard-answer = Answer the questions of today
heard-lowest = Of the four benefits, { $benefit } is felt least, at { $mean } of 4.
heard-signal = { $benefit } was { $kind ->
    [lower] lower
   *[better] better
} than usual in { $sessions }.
heard-reply = What became of it
heard-earlier = Earlier answers
heard-board = What helped others
heard-own = See my own scores and plan
heard-inbox = What people in your group gave you lies in an inbox with a key of its own. Your therapist has a ticket for it.
heard-inbox-way = To the notes for me
heard-board-none = Lines appear here when members say what helped them, and the therapist has read them.
heard-board-whose = From members of this group, without names.
heard-helps = { $band ->
    [most] Most say that this could help them.
    [some] Some say that this could help them.
   *[few] Up to now at most a few say that this could help them.
}


inbox-title = Notes for you
inbox-for = They are for
inbox-members = From people in your group
inbox-none = Nothing has come yet. Notes arrive together, once at least four people have written.
inbox-whose = Without names, and in no order. Your therapist has read every line.
inbox-therapists = From your therapists
inbox-pause-what = You can stop getting notes for a while. Your name is then not offered to others.
inbox-pause = Take no notes for now
inbox-is-paused = You take no notes for now.
inbox-resume = Take notes again
inbox-forget = Forget my notes on this phone
inbox-forgotten = If you kept a copy of the key to your notes you can still use it. Otherwise ask your therapist for a new ticket.
inbox-read = Read my notes
inbox-key-needed = The key to your notes opens this page. It is not the key to your answers.
inbox-first-time = With a new ticket
inbox-unknown = Check that every character is the same as on your copy of the key to your notes. If it does not help, ask your therapist for a new ticket.
inbox-open-title = Would you like to get notes?
inbox-open-what = People in your group can write down what you gave them. If you open this, they can choose your name.
inbox-open-lines =
    Notes come together, once at least four people have written, and without their names.
    Your therapist reads every line first, and can write to you too, with their name.
    You can stop at any time.
    Nothing joins these notes to your answers: they have a key of their own.
inbox-open = Yes, open my notes
inbox-open-not = Or do nothing: then nobody can write to you.
inbox-opened = Your notes are open
inbox-opened-why = Notes arrive here. To come back you need the key to them.
inbox-nothing = Or do nothing. Then ask your therapist for a new ticket to read your notes.
inbox-remembered = This phone opens your notes
inbox-remembered-next = Next time, open the same address on this phone.
inbox-copy-where = To use it, open the address of your notes and type it there.
inbox-used = This ticket has been used
inbox-used-advice = If it was you, open your notes on that phone or with your key. Otherwise tell your therapist, and ask for a new one.
inbox-no-ticket = We do not know this ticket
inbox-no-ticket-advice = Check that every character is the same as on the paper. A newer ticket for the same person takes its place.

dealt-offer = A ticket for you
dealt-offer-advice =
    Everybody in your group takes one ticket here. With it you answer after the session. Nobody sees who has which.
    Take one only. Then look together: everybody has one, and none is left.
dealt-how-many = There are { $tickets } tickets. If fewer of you need one, say so now.
dealt-take = Take my ticket
dealt-yours = This is your ticket
dealt-yours-advice = Keep this page open, or write the ticket down: it is shown to you alone, and this once.
dealt-open = Go to my survey after the session
dealt-other-phone = To answer on another phone, scan this with it.
dealt-none = All tickets have been taken
dealt-none-advice =
    If you have none, say so now, in the meeting: somebody may have taken two.
    Your therapist can take them all back and deal anew.
dealt-over = No tickets are dealt here now
dealt-over-advice = If you need a ticket, ask your therapist. If you have one, or a key, you do not need this page.

refused-not-open = The survey is not open now
refused-not-open-advice =
    If your session is still to come, or still going on: open this page again after it.
    If it is over, you do not need to do anything. A ticket that was not used stays good for the next session.
refused-closed = This survey has closed
refused-closed-advice = You do not need to do anything. A ticket that was not used stays good for the next session.
refused-key = We do not know this key
refused-key-advice = Check that every character is the same as on your copy. If it does not help, ask for a new ticket; on its page you can give this key once more, and your own history may come along.
refused-asleep = Your key is asleep
refused-asleep-advice = It was not used for more than eight sessions. Ask for a new ticket and open it on this phone, or give your key on the ticket’s page: your own history comes along.
refused-ticket = We do not know this ticket
refused-ticket-advice = Check that every character is the same as on the paper. If it was used in an earlier session, it does not work again: use your key or your own phone, or ask for a new ticket.
refused-used = This ticket has been used
refused-used-advice = If you just answered with it, your answers are in; otherwise ask for a new one.
refused-used-change = Until this session closes you can still change your answers, with your key or on the phone that remembers you.
refused-full = There is no room in the box
refused-full-advice = More people have answered than this group can hold. Your answers were not saved. Tell your therapist.
refused-again = Try again

sheet-title = What happens with your answers
sheet-own-information = { $organisation } asks you a few questions after a session, so that your group can become better. Taking part is your choice, and nobody is told whether you did.
sheet-consent = Taking part
sheet-own-consent =
    By sending your answers you agree that they are used as it says here. If you would rather not, send nothing: your place in the group does not hang on it, and nobody is told.
    {""}
    You can change your mind at any time and have everything of yours destroyed that is kept. Results of the whole group that were shown already stay.
sheet-asked = What is asked
sheet-asked-lines =
    Eight short questions about the session.
    Every few sessions one questionnaire about how you have been.
    If you like, a few words.
    You can skip every question. There is no question about harming yourself: nobody could answer you.
sheet-happens = What happens with it
sheet-happens-lines =
    Your answers go into a sealed box and stay there until the session closes. Until then nobody sees anything, not even how many have answered.
    If fewer than { $quorum } people answer, nobody is ever shown a result.
    Otherwise your therapist, and those who supervise the service, see rounded results of the whole group.
    Then single answers are destroyed. Your own scores are kept sealed: only your key opens them.
    Your words are shown without your name, apart from your ticks, mixed with those of others. They can still be recognised.
sheet-phone = On your phone
sheet-phone-lines =
    Nothing of your answers is kept on it. Only if you ask it to remember you does it keep your key for this group.
    Without a signal your answers stay in the open page, nowhere else, until they are sent or you erase them.
    The address that you opened stays in its list of visited pages, as with every page. It tells neither who you are nor what your group is about.
    What the keyboard of your phone learns from your words is beyond us.
sheet-not = What we cannot promise
sheet-not-lines =
    That nobody sees you tap.
    That nobody recognises your words.
    Protection if all others of your group work together against you, or if nobody counts the tickets.
    That whoever runs the machine could not look while you send, if they meant harm.
    That anybody reads this in time to help. In danger, tell someone now.
sheet-choice = What you can do
sheet-choice-lines =
    Send again until the session closes: only the last one counts.
    Keep your key, or do not. Without it your own scores cannot be opened, by anybody.
    Count the tickets. If there are more than people in your group, say so in the survey: one tick is enough.

own-title = My progress
own-what = Only your key opens your scores and plans. Nobody else sees them: not the group, not staff.
own-none = Your scores appear here once a session that asked for them has closed.
own-no-longer-read = Some of your scores are from a questionnaire that is no longer in use. They are kept, but not shown.
own-about = { $direction }. Scores run from { $low } to { $high }.
own-cutoff = From { $cutoff } on, clinics look closer.
own-latest = On { $day } your score was { $score }{ $known ->
    [yes] , which is called “{ $band }”.
   *[other] .
}
own-change-one = A change can be seen from the second score on.
own-change-better = It was { $first } on { $day }: that is better, by more than ticks vary by themselves.
own-change-same = It was { $first } on { $day }: the difference to { $latest } is within what ticks vary by themselves.
own-change-equal = It was { $first } on { $day } too.
own-change-worse = It was { $first } on { $day }: that is worse, by more than ticks vary by themselves. It can help to tell somebody you trust.
own-recovered = It is below the point from which clinics look closer.
own-no-verdict = A score is a rough measure, no diagnosis and no verdict. Talk about it with somebody who knows you.
own-day = Day
own-score = Score
own-meaning = Called
own-plan = What you set out to do
own-plan-all = You did all of it.
own-plan-some = You did some of it.
own-plan-not-yet = Not yet.
own-plan-left = You were asked about it, and left it open.
own-plan-open = Next time you are asked about it once.
own-take = Take it along
own-take-what = For whoever treats you. Neither file says who you are or which group you are in. On a phone that others use, delete it afterwards.
own-pdf = Save as a page to print (PDF)
own-fhir = Save for a clinic’s records (FHIR)
own-made = Made on { $day }
own-file-whose = These are answers to questionnaires in a therapy group. Only the person who gave them can open them, and it is up to them whom they show this page.
own-left-out = { $n } earlier scores are in the picture only.
own-range = { $low } to { $high }
own-total = { $measure } total score

forget-me = Forget me
forget-me-short = Have everything destroyed that belongs to your key.
forget-me-ask = Forget me …
forget-me-title = Shall everything of yours be destroyed?
forget-me-lines =
    Your scores and your last plan are destroyed. Nobody can bring them back.
    Results of the group, and words of yours that were shown, stay as they are.
    Answers that you have already sent still count in the group’s next result.
    Notes stay, those that you got and those that you wrote: nothing joins them to your key.
    Your key stops working. To come back you need a new ticket.
forget-me-now = Yes, forget me
forget-me-keep = No, keep everything
forgotten-now = You are forgotten
forgotten-now-what = Everything that belonged to your key is destroyed.
forgotten-at-the-close = You will be forgotten
forgotten-at-the-close-what = A session is open. When it closes, everything that belongs to your key is destroyed, and nobody can see from outside that you asked for it.
forgotten-back = To come back, ask for a new ticket.
