# What the command line says.

command-staff-added = { $email } can sign in as { $role }.
command-staff-password = Password, shown this once: { $password }
command-staff-exists = { $email } has an account already: give it a new password with `chorus staff reset { $email }`.
command-staff-unknown = There is no account for { $email }: make one with `chorus staff add { $email } --role therapist`.
command-staff-reset = { $email } has a new password; every login with the old one has ended.
command-email-wrong = "{ $email }" is not an e-mail address.
command-password-short = The password on standard input is shorter than { $least } characters: choose a longer one.
command-listening = Chorus listens on { $address }; browsers reach it at { $public }.
command-port-taken = Chorus cannot listen on { $address } ({ $cause }): stop what uses that port, or set another `listen` in chorus.toml.
command-stopping = Stopping: no new requests, those that run are finished.
