# What backup, restore, key and check say on the command line.

backup-written = { $file } holds Chorus as of { $moment }: { $rows ->
    [one] one row
   *[other] { $rows } rows
 }, { $size }. Not in it: the master key, and what waits in open sessions. Keep it apart from the copy of the key.
backup-not-noted = The backup is complete, but the audit log could not note it ({ $cause }).
backup-stopped = Stopped: there is no backup, and nothing was left behind.
backup-exists = { $file } is there already and was left as it is: name another file.
backup-file = { $file } cannot be read or written ({ $cause }): check that the folder is there, and that whoever runs this may use it.
backup-full = { $file } could not be written, as the disk is full: make room or name another disk. Nothing was left behind.
backup-nothing = There is nothing to back up: Chorus has not been started on this database yet. Check `database` in chorus.toml.
backup-none = { $file } is not a backup of Chorus: name a file that `chorus backup` wrote.
backup-damaged = { $file } was cut short or changed since it was written: nothing was restored. Take another copy of it, or an earlier backup.
backup-newer = { $file } is from a later version of Chorus ({ $version }): restore it with that version. Nothing was restored.
backup-refused = The database refused ({ $cause }): nothing was written. Run `chorus check`.
restore-not-empty = The database is not empty: nothing was restored. Stop Chorus and name a database without tables; for SQLite a file that is not there, for PostgreSQL one fresh from CREATE DATABASE.
restore-wrong-key = The master key is not the one of this backup: nothing was restored. Put the copy that was kept when the backup was made in the place of the key file, and start again.
restore-keys-left = { $folder } holds { $count ->
    [one] a key
   *[other] { $count } keys
 } of the database that was there before, which opens nothing of a backup: nothing was restored. If another Chorus uses this folder, name one of its own as `keys_directory`; if none does, empty the folder. Then start again.
restore-done = Restored { $file }: Chorus as of { $moment }, { $rows ->
    [one] one row
   *[other] { $rows } rows
 }, written by version { $version }.
restore-nothing-withheld = No session was open, and no window had begun: nothing is withheld.
restore-withheld = Withheld, so that nothing is released twice; members' own progress and notes are back:
restore-withheld-session = { $group }: session { $number } was open. It is closed and not shown; tickets used in it can be used again.
restore-withheld-window = { $group }: sessions { $first } to { $last } are shown together, and had begun. They will not be shown.
restore-next = Everybody signs in again; e-mails that were waiting are not sent. Run `chorus check`, then start Chorus.
key-from-environment = The master key comes from CHORUS_MASTER_KEY, which Chorus cannot change. Write it into a key file (mode 0600) that `key_file` names, take CHORUS_MASTER_KEY out of the environment, rotate, and set it to what the file holds then. Nothing was changed.
key-not-current = The database is not as this version of Chorus expects: start Chorus once, stop it, and rotate then. Nothing was changed.
key-session-open = A session is open until { $moment }: rotate after it has closed. Nothing was changed.
key-rotated =
    { $file } holds a new master key, and everything is sealed anew. Members' keys, remembered phones and tickets on paper keep working. Now:
    1. copy the file to wherever the old one was kept, and to every other machine that runs Chorus on this database;
    2. make a new backup;
    3. keep the old copy only as long as backups of before are kept, as these open with nothing else.

check-good = good
check-doubtful = look
check-wrong = WRONG
check-summary-good = Nothing is wrong.
check-summary-doubtful = Nothing is wrong; { $count ->
    [one] one thing is
   *[other] { $count } things are
 } worth a look.
check-summary-wrong = { $count ->
    [one] one thing is
   *[other] { $count } things are
 } wrong: mend what stands beside WRONG, then check again.
check-part-settings = settings
check-part-permissions = permissions
check-part-key = master key
check-part-keys = keys of boxes
check-part-room = room on disk
check-part-database = database
check-part-log = PostgreSQL
check-part-clock = clock
check-part-audit = audit log
check-part-set-up = set-up
check-part-support = support
check-part-listen = listening
check-part-metrics = monitoring
check-part-address = public address
check-part-certificate = certificate
check-part-measures = own measures
check-settings = The file of settings is read and understood.
check-other-owner = The database belongs to another account (number { $owner }) than the one that runs this: what is said about permissions holds for this one only. Run `runuser -u chorus -- chorus check`, with the name of that account.
check-audit = { $number ->
    [0] Nothing has been written down yet.
   *[other] Each of its { $number } deeds follows from the one before; the last has the fingerprint { $digest }. Compare it with what you noted.
}
check-audit-broken = Deed number { $number } is missing or is not what was written down: somebody has changed the database by another way than Chorus. Compare with a backup (docs/operations.md, “The audit log”).
check-key-environment = It comes from CHORUS_MASTER_KEY.
check-key-missing = { $file } is not there: the first start makes it. If Chorus has run before, put the copy that you kept in its place.
check-key-readable = { $file } may be read by others (mode { $mode }): run `chmod 600 { $file }`, and `chorus key rotate` if somebody may have read it.
check-key-rotating = { $file }.next is there: a rotation was cut off. The next start of Chorus ends or undoes it.
check-key = { $file } is read by its owner only.
check-key-opens = It opens every roster and pouch.
check-keys-missing = { $folder } is not there: the first start makes it.
check-keys-readable = { $folder } may be entered by others: run `chmod 700 { $folder }`.
check-keys-closed = No file can be made in { $folder } ({ $cause }), so no session can open: give it to the account that starts Chorus.
check-keys = { $folder } is its owner's only, and takes files.
check-file-readable = { $file } may be read by others on this machine: run `chmod 600 { $file }`, or shut the folder that it lies in with `chmod 700`.
check-file-closed = { $file } or its folder may not be written to: give both to the account that starts Chorus.
check-room = There is room in { $folder }.
check-room-little = Less than 500 MB are left in { $folder }: make room soon.
check-room-none = Hardly anything is left in { $folder }, and sessions cannot close without room: make room now.
check-room-unknown = How much room is left in { $folder } cannot be said ({ $cause }): check that the folder is there.
check-database = It answers and is as this version expects.
check-database-missing = { $file } is not there: the first start makes it. If Chorus has run before, check `database` in chorus.toml.
check-database-empty = It is empty: the first start makes the tables.
check-database-behind = It is from an earlier version: make a backup; the next start brings it up to date.
check-database-newer = It is from a later version (it has step { $step }): start that version.
check-database-reads = The server takes nothing in: it is a standby, or set to read only. Name the one that is written to.
check-database-broken = The file is damaged: stop Chorus, keep the file aside, and restore the last backup.
check-database-refuses = It answers with an error ({ $cause }): look at the log of Chorus and of the database.
check-log-keys = Its log quotes keys of rows that are there already: run `ALTER DATABASE … SET log_error_verbosity = terse`.
check-log-statements = It logs statements, so its log tells when ballots came: set log_statement = none and log_min_duration_statement = -1 for this database.
check-loses-commits = With fsync, full_page_writes or synchronous_commit off, a power cut loses what members were thanked for: switch them on.
check-clock = It stands at { $now }.
check-clock-agrees = The database server agrees about the time.
check-clock-server = The clock of the database server is { $seconds } seconds away from the one here: let both be set by the network (timedatectl set-ntp true).
check-clock-back = It stands at { $now }, but Chorus wrote something at { $last }: it was put back, or was wrong then. Let it be set by the network (timedatectl set-ntp true); until it has passed that moment sessions close late.
check-clock-address = The clock of whatever answers at { $address } differs from the one here: let both be set by the network (timedatectl set-ntp true).
check-set-up = The set-up is not finished: open the link that Chorus prints when it starts, or sign in as administrator.
check-support-missing = Nobody is named whom members can turn to, so no session opens: an administrator adds them under Service.
check-listen-open = Chorus listens on { $address }, where it can be reached past the proxy, without TLS: listen on 127.0.0.1, or name the proxy in `trusted_proxies` and let nobody else in.
check-metrics-open = The figures for monitoring are at { $address } for whoever reaches it: let the monitoring system in, and nobody else.
check-address = Chorus answers at { $address }.
check-address-plain = { $address } is not encrypted: whoever shares the network can read answers. Put a proxy with a certificate in front, and write https.
check-address-not-running = Nothing answers at { $address }, as Chorus does not run: start it and check again.
check-address-unreadable = { $address } is no address: write https:// and the name that browsers use.
check-address-unknown = The name { $host } of { $address } is not known here: enter it in the DNS, or correct the address under Service.
check-address-silent = Nothing answers at { $address } ({ $cause }), though Chorus runs: check the proxy and the firewall.
check-address-tls = { $address } cannot be reached by TLS ({ $cause }): check the proxy.
check-address-other = { $address } is answered by something else ({ $status }): check where the proxy sends requests.
check-certificate-file = { $file } fits its key and the public address, until { $day }.
check-certificate-file-soon = { $file } ends on { $day }: see to it that it is renewed by itself.
check-certificate-expired = The certificate of { $address } is out of date: renew it.
check-certificate-name = The certificate of { $address } is for another name than { $host }: get one for this name.
check-certificate-untrusted = The certificate of { $address } is from an authority that this machine does not know: get one from an authority that browsers know, or add yours to the machine's.
check-certificate-soon = The certificate of { $address } ends within 14 days: see to it that it is renewed by itself.
check-no-answer = no answer within five seconds

# What goes to the log beside an error of the database.
trouble-full = The disk of the database is full: make room. What was thanked for is safe; what comes now is refused, and sessions wait to be closed.
trouble-read-only = The database may only be read: give its file and folder to the account that starts Chorus, or name the PostgreSQL server that is written to.

check-measures-good = { $count ->
        [one] One file
       *[other] { $count } files
    } in { $folder } can be read. What is new is put in when Chorus starts.
check-measures-wrong = { $file } is not put in. { $fault } `chorus measures check` shows every fault.
check-measures-refused = { $file } is not put in. { $why }.
check-measures-twin = { $file } is not put in: { $other } is the same version of the same measure in other words. Take one away, or raise its version.
check-measures-other = { $file } is not read: a file with a measure ends in .toml or .json.
check-measures-more = { $first } And { $count ->
        [one] one more fault.
       *[other] { $count } more faults.
    }
check-measures-unread = It cannot be read.
