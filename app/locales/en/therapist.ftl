# What therapists read: groups, their sessions, tickets and dashboards.

groups = Groups
groups-none = You have no group yet
groups-none-advice = Make a group, print its tickets, and its sessions open by themselves.
groups-administrator = Administrators see which groups there are, and nothing of them. Each is open to its therapists, and its report to supervisors too. Accounts are made under “Staff”.
groups-none-yet = No therapist has made a group yet.
groups-next = Next meeting
groups-no-next = None planned
groups-state = State
groups-open = Session { $number } is open until { $closes }
groups-held = { $held } of { $planned } sessions held
groups-not-begun = Not begun
groups-ended = All planned sessions held

group-new = New group
group-make = Make the group
group-name = Name
group-name-hint = What staff call it. Members do not see it
group-name-wrong = Enter a name of 1 to 60 characters
group-focus = What the group meets about
group-focus-hint = It suggests the questionnaires that are asked now and then
group-focus-wrong = Choose what the group meets about
focus-depression = Depression
focus-anxiety = Anxiety
focus-mixed = Depression and anxiety
focus-loss = Loss
focus-trauma = Trauma
focus-loneliness = Loneliness
focus-wellbeing = Well-being
focus-other = Something wider
group-weekday = Day of the meeting
group-weekday-none = Choose a day
group-weekday-wrong = Choose the day on which the group meets
group-ends-at = End of the meeting
group-ends-at-wrong = Enter the time at which a meeting ends, for example 19:30
group-size = Members
group-size-wrong = Enter how many members the group has, from 2 to 64
group-planned = Planned sessions
group-planned-wrong = Enter how many sessions are planned, from 1 to 100
group-window = Results are shown
group-window-hint = In a small group, sessions shown together reach the 5 answers that are needed more often
group-window-wrong = Choose how many sessions are shown together
group-window-size = As the size suggests: two sessions together for 7 members or fewer, otherwise each session
group-window-1 = After each session
group-window-2 = After two sessions, together
group-window-4 = After four sessions, together
group-words = Words
group-words-yes = Ask for words too, which members can skip
group-words-no = Ask for ticks only
group-second = Second therapist
group-second-hint = Their e-mail address, if two of you lead the group
group-second-wrong = No other therapist has this e-mail address. Check it, or leave it empty

go-back = Go back
save = Save

session-number = Session { $number }
session-open-title = Open session { $number } now?
session-open-what = It takes answers from now on and closes on { $closes }.
session-open-stays = The closing time cannot be changed later. You can cancel the session.
session-open-now = Open the session
session-not-opened = The session was not opened
session-no-contacts = Members must see whom to turn to first. Ask your administrator to enter support contacts.
session-cancel-title = Cancel session { $number }?
session-cancel-what = It closes at once. Its answers are not shown, now or later, and count for nothing in the group’s results. It counts as one of the planned sessions. What members answered stays in their own progress.
session-cancel-tickets = Tickets that were used in it are spent. Who kept no key needs a new one: print some before you open the next session.
session-cancel-for-good = This cannot be taken back.
session-cancel-now = Cancel the session
session-keep = Keep it open
session-topic = Topic
session-topic-wrong = Enter a topic of at most 80 characters, on one line
session-present = How many were present
session-present-wrong = Enter how many members were present, from 0 to 64

dashboard-where = Session { $number } of { $planned }{ $state ->
    [cancelled] , cancelled
   *[other] {""}
}, { $day }. { $members } members.
dashboard-beyond = Follow-up, session { $number }{ $state ->
    [cancelled] , cancelled
   *[other] {""}
}, { $day }. { $members } members.
dashboard-not-begun = No session yet. { $members } members.
dashboard-open = Session { $number } is open
dashboard-closes = It closes on { $closes }. Nothing of it is shown before then.
dashboard-cancel = Cancel this session
dashboard-next = Next session: { $day }
dashboard-next-opens = It opens by itself at { $time } and closes at 07:00 the next morning.
dashboard-follow-up = Follow-up: { $day }
dashboard-follow-up-opens = The survey opens by itself at { $time } and asks the questionnaire once more.
dashboard-ended = All planned sessions were held
dashboard-ended-advice = No further session opens by itself. You can plan a follow-up in the settings, or open one by hand: it asks the questionnaire once more.
dashboard-open-now = Open a session now
dashboard-skip = Skip this date
dashboard-skipped = { $day } is skipped.
dashboard-meet = Meet after all
dashboard-topic-of = Topic of session { $number }

show-group = Show the group
show-title = For the group
show-where = { $number } of { $count }
show-nav = Pages for the group
show-next = Next
show-before = Back
show-end = End

tablet-pass = Pass a tablet round
tablet-what = For members without a phone. The tablet asks one person after the other for a ticket, and shows nothing of the one before.
tablet-lines =
    You are signed out on this tablet at once. To take it back, sign in on it; after twelve hours it is a tablet like any other again.
    It offers nobody to be remembered, and opens no scores, results or notes of members.
    Use a tablet on which nobody has saved a password of yours, and a window without other tabs. A private window is best.
    Its keyboard may learn words that are typed. Switch that off in the tablet’s settings.
tablet-start = Sign me out and begin

tickets = Tickets
tickets-print = Print tickets
tickets-what = Each ticket lets one person in, once. Print them, cut them, and let everybody draw one from a bowl: nobody knows who has which. The file is not kept; close it once it is printed.
tickets-count = How many
tickets-count-wrong = Enter how many tickets, from 1 to 64
tickets-in-all = This group has had too many tickets printed to add so many. Print fewer, or ask your administrator
tickets-make = Make the tickets
tickets-log = Members can see when tickets were printed, and how many.
tickets-not-now = Not while a session is open
tickets-while-open = No ticket can be made while a session is open, so that nobody can add answers to it. Come back after it has closed.
ticket-heading = How was today?
ticket-steps = Scan this with your phone after the session, or open the address and type the ticket.
ticket-address = Address
ticket-code = Ticket
ticket-foot = Works once. Nobody knows who has which ticket.
ticket-alt = The address of this ticket as a QR code

reply-title = Answer the group
reply-what = Members read this at the top of the next survey, which asks them whether it has changed.
reply-offered = What the group said
reply-offered-hint = Pick what you want to answer. You can change the words afterwards
reply-use = Use these
reply-said-hint = Words of members can be recognised: put them in your own. At most { $most } characters
reply-try-hint = What will be different, and for how long. At most { $most } characters
reply-by-label = By when
reply-by-hint = You can leave this empty
reply-benefit = { $benefit }: { $mean } of { $most }
reply-said-wrong = Write what the group said, in at most { $most } characters
reply-try-wrong = Write what you will try, in at most { $most } characters
reply-by-wrong = Enter a day from today on, within a year
reply-give = Give this reply
reply-stands = A session has opened since you gave this reply, and members may have read it. It stays as it is.
dashboard-asked-from = From session { $session } on the group is asked { $two ->
        [yes] “{ $first }” and “{ $second }” by turns
       *[no] “{ $first }”
    }.
dashboard-newer = The group is asked version { $version } of “{ $measure }”. There is a newer one:
dashboard-newer-what = If you choose it, its results stand for themselves.
dashboard-not-accepted = “{ $measure }” is for non-commercial use only and was switched off here. The group goes on with it, unless you choose another one.
dashboard-not-offered = “{ $measure }” is not offered any more. The group goes on with it, unless you choose another one.
reply-offer = The group has not been answered yet since session { $session }.
lines-title = What members wrote
lines-what = Lines are shown as they were written, or destroyed. They are never edited, and nobody can find out who wrote them.
lines-worry = If a line worries you:
lines-link = { $count ->
    [one] 1 line waits to be read
   *[other] { $count } lines wait to be read
}
lines-notes = Notes to members
lines-notes-what = Destroy what would do harm. The others go out together, if at least four people have written to the same person.
lines-notes-none = No note waits to be read. Notes come here once at least four people have written to the same person.
lines-for = For
lines-let-out = I have read these: let them go out
lines-waiting = Waiting for the coping board
lines-waiting-none = Nothing waits to be read.
lines-board = On the coping board
lines-board-none = The board is empty.
lines-show = Put on the board
lines-destroy = Destroy this line
lines-destroy-now = Destroy it for good
lines-reason = Why?
lines-reason-none = Choose why this line is destroyed
lines-reason-names = It tells who somebody is
lines-reason-harms = It could hurt somebody
lines-reason-group = It belongs into the room, not on paper
lines-reason-other = Another reason
lines-mark-telephone = There may be a telephone number in it.
lines-mark-email = There may be an e-mail address in it.
lines-mark-name = It names somebody of the group.
lines-earlier = Earlier words
lines-destroyed = { $count ->
    [one] 1 line was destroyed.
   *[other] { $count } lines were destroyed.
}
worry-title = When words alarm you
worry-can = What can be done
worry-can-lines =
    Talk to the whole group, soon: say that somebody wrote something that worries you, and that everybody may come to you.
    Leave the line where it is until you know what to do. It can be destroyed, and nobody can put it back.
    Remind everybody of the contacts below. They are on every page that members see.
    Talk to your supervisor or a colleague today.
worry-contacts = Contacts that members see
worry-protocol = What your service has agreed
worry-cannot = What cannot be done
worry-cannot-why = Nobody can find out who wrote it: nothing that is kept leads back to them, for you, for your service, or for whoever runs the machine. Trying to guess would cost the group its trust, and you may be wrong.

seats-title = Notes between members
seats-what = After a session members can tell each other what they gave them: a tick from a short list, and a line of their own.
seats-what-lines =
    You enter the names that people go by in the group.
    Everybody decides alone whether they get notes: they open an inbox with a ticket of their own, and can pause it.
    Notes go out once at least four people have written, without names and in no order. You read every line before.
    An inbox has a key of its own. Nothing joins it to anybody’s answers.
seats-on = Switch notes on
seats-on-agreed = Do this once the group has agreed to it.
seats-off-stays = Notes are switched off. Inboxes can still be read, and nobody can write.
seats-off = Switch notes off
seats-off-what = Nobody can write notes then. What waits is kept, and inboxes can still be read.
seats-off-now = Switch notes off now
seats-who = Who can get notes
seats-nobody = No name has been entered yet.
seats-state-open = Gets notes.
seats-state-paused = Takes no notes for now. This is their own choice.
seats-state-ticket = Has not used the ticket yet.
seats-state-none = Has no ticket yet.
seats-leave = Take this name out
seats-leave-what = Every note for this person is destroyed, also those in their inbox.
seats-leave-now = Take it out for good
seats-enter = Enter names
seats-names = Names
seats-names-hint = One on each line, as they are called in the group; at most { $most } characters each
seats-enter-now = Enter these names
seats-names-none = Enter at least one name
seats-name-long = A name has more than { $most } characters. Shorten it
seats-name-twice = “{ $name }” is there already. Tell two people apart, for example by a letter
seats-names-many = There can be at most { $most } names
seat-tickets = Tickets for inboxes
seats-tickets-who = Whose tickets
seats-tickets-hint = Hand each person the one with their name. A new ticket for somebody who has opened their inbox closes it until they open it again
seats-tickets-none = Choose at least one person
seat-ticket-heading = Notes for { $name }
seat-ticket-steps = Scan this with your phone if you would like to get notes from people in your group, or open the address and type the ticket.
seat-ticket-foot = Works once, and only opens notes. It has nothing to do with your answers.
signed-note = Write a note
signed-note-what = It is signed “{ $name }” and lies in their inbox at once.
signed-note-words = Your note
signed-note-hint = At most { $most } characters
signed-note-wrong = Write something, at most { $most } characters
signed-note-send = Send it
signed-note-closed = They take no notes now.

service-title = Your service
service-saved = Saved.
service-choices = What one can tick in a note
service-choices-hint = One on each line, and all about what somebody did. Empty brings the list back that Chorus brings along
service-choice-long = A line has more than { $most } characters. Shorten it
service-choice-twice = “{ $line }” stands there twice
service-choices-many = There can be at most { $most } lines
service-protocol = What staff do when words alarm them
service-protocol-hint = Therapists read it beside a line that worries them: whom to call, what to write down
service-protocol-long = It has more than { $most } characters. Shorten it
