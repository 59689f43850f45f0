# The first day: the set-up, and the same pages when an administrator changes something later.

set-up = Set-up
set-up-step = Step { $number } of { $all }
set-up-continue = Continue

set-up-account = Your account
set-up-account-title = Welcome to Chorus
set-up-account-what = A few pages, about ten minutes. Each saves for itself: you can stop and go on later by signing in. Begin with your own account, as the administrator.
staff-name = Your name
staff-name-wrong = Enter your name, in at most 80 characters
staff-email-wrong = Enter an e-mail address like ann@example.org
staff-email-taken = Somebody has an account with this address already
staff-password-hint = At least { $least } characters; a few words that belong together only for you are good
staff-password-short = Enter at least { $least } characters

set-up-key = The key
set-up-key-short = The key
set-up-key-what = Chorus seals what members keep with one key, which is a file on this machine. If the machine is lost and the key with it, nobody can open that again: groups would begin anew, and only their results would be left.
set-up-key-keep = Keep a copy
set-up-key-where = Put it where neither this machine nor its backups are: on a stick in a safe, or in a password manager of the organisation. Whoever has the key and a backup can open what members keep.
set-up-key-download = Download the key file
set-up-key-environment = The key comes from the environment of the program (CHORUS_MASTER_KEY), so whoever started Chorus has it. Keep a copy apart from this machine and from its backups.
set-up-key-check = Then show that you have it
set-up-key-end = Its last six characters
set-up-key-end-hint = Open the copy that you kept; it is one line of text
set-up-key-wrong = These are not the last six characters of the key. Open the copy that you kept, and type what it ends with
set-up-key-kept = A copy of the key was kept. It cannot be downloaded again.
set-up-key-file = The key itself is the file { $file } on the machine that Chorus runs on.

set-up-address = Name and address
set-up-address-short = Name and address
set-up-name = Name of your organisation
set-up-name-hint = Members read it
set-up-name-wrong = Enter a name, in at most { $most } characters
set-up-public-address = Public address
set-up-address-hint = What members’ phones will open, such as https://chorus.example.org
set-up-address-wrong = Enter https:// and a name, such as https://chorus.example.org, with nothing behind it
set-up-address-not-https = With https the address begins with https://
set-up-https = How do browsers reach Chorus?
set-up-https-proxy = Through a proxy in front of it that does https
set-up-https-files = Chorus does https itself, with certificate files
set-up-https-none = Without https: only to try it out, never for a real group
set-up-https-missing = Say how browsers reach Chorus
set-up-https-none-wrong = The address begins with https://, so somebody must speak it: a proxy, or Chorus itself
set-up-certificate-files = Certificate files
set-up-certificate-hint = If Chorus does https itself: where the files are on its machine. They are read again every few minutes, so a renewed certificate needs no restart.
set-up-certificate = File of the certificate chain (PEM)
set-up-certificate-key = File of its key (PEM)
set-up-zone = Time zone
set-up-zone-choose = Choose one
set-up-zone-wrong = Choose a time zone

tls-chain-missing = The certificate file cannot be read. Check where it is, and that Chorus may read it
tls-chain-unreadable = This file holds no certificate that can be read. Name the PEM file with the certificate and those that vouch for it
tls-key-missing = The key file cannot be read. Check where it is, and that Chorus may read it
tls-key-unreadable = This file holds no key that can be read. Name the PEM file with the private key, without a password
tls-not-a-pair = This key belongs to another certificate. Name the two files that belong together
tls-other-name = The certificate is not for { $host }. Use one that names it, or change the public address
tls-not-yet = The certificate is not valid yet. Check the clock of this machine, or wait
tls-expired = The certificate has expired. Renew it, then try again

set-up-support = Support contacts
set-up-support-short = Support contacts
set-up-support-what = Every page that members see leads to people who can help. Answers alert nobody, so name somebody who can be reached at any hour. No session opens before there is one.
set-up-support-more = More contacts
set-up-support-number = Contact { $number }
set-up-support-name = Who answers
set-up-support-name-hint = Such as Samaritans
set-up-support-name-missing = Enter who answers
set-up-support-telephone = Telephone
set-up-support-telephone-hint = As one would dial it
set-up-support-address = Place or website
set-up-support-address-hint = If there is one
set-up-support-hours = When
set-up-support-hours-hint = Such as Free, day or night
set-up-support-hours-missing = Enter when somebody answers
set-up-support-unreachable = Enter a telephone number, or a place
set-up-support-no-number = Enter a number to dial
set-up-support-none = Enter at least one contact
set-up-support-long = Enter at most { $most } characters
set-up-danger = Emergency number
set-up-danger-hint = What to call when somebody is in danger now, such as 999

set-up-information = Information for members
set-up-information-short = Information
set-up-information-what = Members can read this before they answer. The first two parts are yours to word; leave them as they are if they suit you.
set-up-text-information = Who asks, and why
set-up-text-consent = What taking part means
set-up-text-hint = An empty line begins a new paragraph; empty the field to have our words back
set-up-text-long = Enter at most { $most } characters
set-up-fixed = What always stands there too
set-up-fixed-why = This part is the same everywhere, because it says what the program does and what it cannot promise.

set-up-rules = Results and how long they stay
set-up-rules-short = Results
set-up-quorum = Fewest answers that are shown
set-up-quorum-hint = At least 5. With fewer answers a session is not shown, ever. A group keeps the number that it began with
set-up-quorum-wrong = Enter a number from { $least } to { $most }
set-up-retention = Months that results are kept
set-up-retention-hint = Leave it empty to keep them
set-up-reports = Months that files of reports are kept
set-up-reports-hint = Never longer than results
set-up-months-wrong = Enter a number from 1 to { $most }
set-up-months-wrong-or-none = Enter a number from 1 to { $most }, or leave it empty

set-up-done = Chorus is ready
set-up-done-short = Ready
set-up-done-next = Next: accounts for your staff
set-up-done-what = Whoever runs the machine makes them there, such as with: chorus staff add ann@example.org --role therapist. A therapist then makes a group, prints its tickets, and the first session opens by itself.
set-up-kept = Results are kept
set-up-kept-months = Results are kept for { $months } months
set-up-shown-from = Results are shown from { $quorum } answers on

service-more = More
