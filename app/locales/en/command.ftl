# What the command line says.

command-staff-added = { $email } can sign in as { $role }.
command-staff-password = Password, shown this once: { $password }
command-staff-exists = { $email } has an account already: give it a new password with `chorus staff reset { $email }`.
command-staff-unknown = There is no account for { $email }: make one with `chorus staff add { $email } --role therapist`.
command-staff-factor = Their second factor is removed too, since whoever needs this may have lost it.
command-staff-reset = { $email } has a new password; every login with the old one has ended.
command-email-wrong = "{ $email }" is not an e-mail address.
command-password-refused = The password on standard input is not taken. { $why }.
command-listening = Chorus listens on { $address }.
command-port-taken = Chorus cannot listen on { $address } ({ $cause }): stop what uses that port, or set another `listen` in chorus.toml.
command-metrics-port-taken = Chorus cannot listen on { $address } for a monitoring system ({ $cause }): set another `metrics_listen` in chorus.toml, or take it out.
command-no-support = No session will open: nobody is named whom members can turn to. An administrator adds them under Service.
command-set-up =
    Chorus is new here. Open this link to set it up; it works until the first account is made:
    { $address }
command-stopping = Stopping: no new requests, those that run are finished.
command-demo-port-taken = Chorus cannot listen on { $address } ({ $cause }): stop what uses that port, or choose another with --port.
command-demo-window-wrong = The window is not a length of time above zero: write --window 60s, 10m or 2h.
command-demo-folder-full = The folder { $folder } is not empty: name an empty or a new one with --data-dir.
command-demo-organisation = Riverside Therapy (invented)
command-demo-hours = Free, day or night
command-demo-progress = Building a believable past: { $held } of { $of } sessions held and closed
command-demo-open = Open { $address }/sign-in and sign in as one of:
command-demo-session = Session { $number } is open until { $closes }.
command-demo-ticket = Answer on a phone: { $address }
command-demo-no-session = No session is open now.
command-demo-tickets = Tickets: { $tickets }
command-demo-key = A member who has been here before: { $address } with the key { $key }
command-demo-inbox = The inbox of { $name }: { $address } with the key { $key }
command-demo-stop = Everything here is invented, and is gone when you press Ctrl-C.
command-demo-group-depression = Daylight
command-demo-group-anxiety = Steady ground
command-demo-group-loss = Empty chair
command-demo-group-evening = Evening light
command-demo-group-quiet = Quiet table
command-demo-topics-depression =
    What brings us here
    Mornings
    Small steps
    When nothing seems worth it
    Sleep
    Asking for help
    The inner critic
    Anger under the sadness
    A hard conversation
    Good days
    Work and rest
    What has changed so far
command-demo-topics-anxiety =
    What worry does for us
    Breathing and the body
    Avoiding and approaching
    Saying no
    The worst that could happen
    Crowds
    Nights
    Checking and reassuring
    Doing it anyway
    Uncertainty
    Other people's eyes
    Setbacks
command-demo-topics-loss =
    Telling the story
    The first weeks
    Things left unsaid
    Anniversaries
    Guilt
    Those who stayed away
    Keeping and giving away
    Being alone in the house
    New habits
    What still connects us
    Laughing again
    Letters
command-demo-words =
    It helped to hear that I am not the only one who cancels things.
    I would like more time at the end.
    Going for a walk before breakfast works for me. Glad I said it.
    I found it hard to speak today, and nobody pushed me.
    More about sleep, if we can.
    The round at the beginning felt long.
    I tried what somebody said last week. It was easier than I thought.
    I left lighter than I came.
    It was noisy outside the room.
    I want to come back to what we began today.
    Thank you for waiting when I needed a moment.
    Could we have the window open?
    I like it when we begin with a quiet minute.
    What you said about small steps stayed with me all week.
    I was afraid to come, and then it was all right.
    Next time I would like to say more.
    Somebody else said what I had been thinking.
    It was good that nobody gave advice today.
    The break came at the right moment.
    I did not follow everything, and did not dare to ask.
    Could the chairs stay in a circle?
    I noticed that I was looking forward to today.
command-demo-names =
    Ash
    Bo
    Cleo
    Dara
    Eli
    Frankie
    Gray
    Hana
command-demo-intentions =
    go for a walk before breakfast, twice
    ring my sister
    leave the phone in the kitchen at night
    say no once, kindly
    cook something on Sunday
    go to the shop at a quiet hour
    write the letter, without sending it
    rest for an hour without earning it
command-demo-coping =
    Putting my shoes by the door the evening before.
    Telling one person what I will do. Then I mostly do it.
    Breathing out for longer than I breathe in.
    Ten minutes only. I may stop after ten minutes.
    Writing worries down at six, and closing the book.
    Going to bed at the same time, whatever the day was.
    A flask of tea on the bench by the river.
    Saying out loud what I miss, to the photograph.
    Music in the kitchen before I think about cooking.
    Asking my neighbour to walk with me, so that I cannot cancel.
    Counting five things that I can see when it gets tight.
    Putting one thing a day into a jar, on a slip of paper.
    Telling myself that it is a wave, and waiting.
    Cold water on my wrists.
command-demo-coping-named =
    What Cleo does: one song, very loud, before going out.
command-demo-signed =
    You took the bus in the end. I thought of it when you spoke about the evening before.
    Thank you for saying that it was too fast for you. We will slow down.
command-demo-protocol =
    Tell your supervisor on the same day: 020 7946 0112.
    Is somebody in danger now? Call 999, then the duty manager.
    Write down what you read and what you did, without guessing who wrote it.
command-demo-notes =
    When you spoke about your mornings I felt less odd.
    You noticed that I had gone quiet. That meant a lot.
    I tried what you told us, and it helped a little.
    You said it straight and I could hear it.
    I like how you wait before you answer.
    Your letter made me want to write mine.
    You asked me a real question, and waited.
    It helped that you said you were tired too.
    I thought of you on the bus and did not get off.
    You made the room lighter when I could not.
    Thank you for telling me that I sounded angry. I was.
    You remembered what I had planned.
    When you cried I was not afraid of it any more.
    I would sit next to you again.
    You laughed about it first, so I could too.
    I had not thought that anybody else does that.
    You kept my place when I was late.
    What you read out is on my fridge now.
    You did not try to make it smaller than it is.
    I felt that you meant me, and it was good.
command-demo-said-early = Some of you would like more time at the end, and the round at the beginning felt long.
command-demo-try-early = We begin with one sentence each, and keep the last ten minutes free.
command-demo-said-middle = Some find it hard to put a plan into a whole week.
command-demo-try-middle = We make plans for two days, not seven, and say them to one person here.
command-demo-said-late = It was harder than usual to feel safe to speak, or to stay quiet.
command-demo-try-late = We begin with a round in which everybody may pass, and I will ask less.
command-measure-unknown = There is no measure "{ $id }": `chorus measures list` shows those that come with Chorus.
command-measure-unread = { $file } cannot be read: { $cause }.
command-measure-faults = { $file } is not a measure yet: { $count ->
        [one] one fault
       *[other] { $count } faults
    }, all said above.
command-measure-is = { $title } ({ $id }, version { $version }): { $items ->
        [0] its total only
        [one] one item
       *[other] { $items } items
    }
command-measure-unsaid = What a Questionnaire does not say can be said beside it: `--licence "…"`, and `--higher-is worse` or `--higher-is better`.
command-measure-taken = The measure { $id } was put in from { $file }.
