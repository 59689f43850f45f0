# E-mails to staff, and the pages about them. An e-mail names no group, team or focus and holds no figure.

mail-subject-report = A report is ready
mail-report =
    A report that you wait for is ready.

    Sign in to read it:
    { $link }
mail-subject-reminder = A session lacks its details
mail-reminder =
    A session that you lead is open and lacks its topic, or how many
    people were there.

    Sign in to enter them:
    { $link }

    How many were there can be entered until the session closes,
    on { $closes }.
mail-subject-test = A test from Chorus
mail-test = This is the test that you asked for. E-mail works.
mail-subject-link = Choose a password
mail-link =
    You have an account at { $organisation }. Choose a password:
    { $link }

    The link works once, for seven days. Whoever has it can choose your
    password: pass it on to nobody.
mail-why-link =
    An administrator has sent you this. If you do not know of it, ask
    them before you open it.
mail-why-report =
    Reports that are ready are told by e-mail once each. You can switch
    this off under “Your e-mails”:
    { $link }
mail-why-reminder =
    You get this once a session. You can switch reminders off under
    “Your e-mails”:
    { $link }
mail-why-test = Nobody else has got it.
mail-by =
    Sent by Chorus for { $organisation }. Nobody reads answers to
    this address.

my-mails = Your e-mails
my-mails-where = They go to { $address }. They hold a link to a page that asks you to sign in: no figure, and no name of a group.
my-mails-none = Administrators get no e-mails but the tests that they ask for.
my-mails-which = What you are told by e-mail
my-mails-reminder = A session of mine has been open for an hour and lacks its topic or the number present
my-mails-report = A report that I wait for is ready
my-mails-saved = Saved.

mail-title = E-mail
mail-look = Look at e-mail
mail-way-folder = E-mails are written as files into the folder { $folder } and go no further. To send them, add a part [mail] with “from” and “smtp” to chorus.toml and start Chorus again.
mail-way-server = E-mails come from { $from } and go to the mail server { $host } on port { $port }, { $encryption ->
    [off] unencrypted
   *[on] encrypted
}{ $login ->
    [yes] , with a name and a password
   *[no] {""}
}.
mail-works = E-mail works
mail-fails = E-mail does not work now
mail-untried = No e-mail was sent in the last 30 days
mail-last-sent = The last one was taken on { $when }.
mail-last-written = The last one was written on { $when }.
mail-tried = Tried last on { $when }.
mail-test-now = Send a test to me
mail-test-to = A test goes to { $address }.
mail-test-sent = The test was taken by the mail server. Look whether it has arrived.
mail-test-written = The test lies in the folder.
mail-test-under-way = The test is under way: open this page again in a minute.
mail-test-failed = The test did not get through: what went wrong stands below.
mail-waits = What waits
mail-waits-none = Nothing waits.
mail-lost = What did not get through
mail-lost-none = In the last 30 days everything got through.
mail-more = And { $count } more.
mail-to = to { $name }
mail-next = { $attempts ->
    [0] Not tried yet
    [one] Tried once
   *[other] Tried { $attempts } times
}. Next on { $when }.
mail-sending = It is being sent.
mail-ended = { $attempts ->
    [0] Ended
    [one] Tried once before. Ended
   *[other] Tried { $attempts } times before. Ended
} on { $when }.
mail-kind-report = Notice of a report
mail-kind-reminder = Reminder
mail-kind-test = Test

mail-fault-unreachable = The mail server cannot be reached. Check its name and port in “smtp”, and that it runs.
mail-fault-silent = The mail server did not answer in time. Check its port in “smtp”: 465 goes with smtps://, 587 with smtp://.
mail-fault-no-smtp = What answers there is no mail server, or it hung up. Check the port in “smtp”: 465 goes with smtps://, 587 with smtp://.
mail-fault-turned-away = The mail server does not talk to this machine. Ask whoever runs it to let it in.
mail-fault-no-encryption = No encrypted connection came about, so nothing was sent. Check the port in “smtp”: 465 goes with smtps://, 587 with smtp://.
mail-fault-certificate = The mail server's certificate is not trusted. If its authority is your own, name the authority's certificate as “ca_file” in [mail].
mail-fault-certificate-name = The mail server's certificate is for another name. Write that name into “smtp”.
mail-fault-certificate-date = The mail server's certificate is out of date, or this machine's clock is wrong. Tell whoever runs the server.
mail-fault-password = The mail server refused the password, or the name. Check both in [mail].
mail-fault-no-login = The mail server offers no way to log in that Chorus knows. Remove the name from “smtp”, or ask whoever runs the server.
mail-fault-login-wanted = The mail server wants a name and a password. Add them to [mail].
mail-fault-sender = The mail server refused the address in “from”. Check it, and that the name in “smtp” may send from it.
mail-fault-recipient = The mail server refused the address of this person. Check how it is spelled.
mail-fault-address = The address of this person cannot be used. Check how it is spelled.
mail-fault-content = The mail server refused the e-mail itself. Ask whoever runs it why.
mail-fault-later = The mail server asked to come back later.
mail-fault-no-answer = It was handed over, and nobody said that it was taken. It may have arrived, so it is not sent again.
mail-fault-folder = The folder cannot be written to. Check that it may be, and that the disk is not full.
