# What every member of staff reads: signing in, the header.

staff-nav = Staff
staff-nav-groups = Groups
staff-nav-service = Service
staff-nav-reports = Reports

sign-in = Sign in
sign-in-email = E-mail address
sign-in-password = Password
sign-in-email-missing = Enter your e-mail address
sign-in-password-missing = Enter your password
sign-in-wrong = The e-mail address or the password is not right. Check both and try again
sign-in-wait = Too many tries. Wait { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}, then try again
sign-in-forgotten = Password forgotten? Ask your administrator for a new one.
sign-out = Sign out

staff-everybody = Who signs in
colleague-name = Name
staff-email-hint = It is what they sign in with; nothing is sent to it
staff-role = Role
staff-role-therapist = Therapist: runs groups and reads their results
staff-role-supervisor = Supervisor of the whole organisation: reads results across groups
staff-role-team-supervisor = Supervisor of some teams: reads the results of their groups; you choose the teams next
staff-role-administrator = Administrator: looks after staff and the service, and sees no results
staff-role-wrong = Choose a role
staff-role-own = Nobody changes their own role. Ask another administrator
staff-role-leads = Some groups are led by nobody else. Add a therapist to each of them first, or end this account and hand them over
staff-is-therapist = Therapist
staff-is-supervisor = Supervisor
staff-is-team-supervisor = Supervisor of teams
staff-is-administrator = Administrator
staff-invite = Invite somebody
staff-invite-what = You get a link to hand over, in person, by telephone or in a message. With it they choose a password that nobody else knows.
staff-invite-now = Make the account and its link
staff-link-for = A link for { $name }
staff-link-what = Hand this to them, and to nobody else:
staff-link-once = It works once, for seven days, and is shown only now. A new one can be made at any time; it ends this one.
staff-link-send-to = To { $email }. Whoever reads these e-mails can use the link: hand it over yourself if that may be somebody else.
staff-link-send = Send it by e-mail
staff-link-sent = Sent to { $email }.
staff-link-not-sent = Hand the link over yourself.
staff-link-until = invited, the link works until { $moment }
staff-link-over = no password yet, the link has ended
staff-link-new = A new link
staff-link-new-what = The one before ends with it.
staff-link-reset = Forgotten password
staff-link-reset-what = You get a link with which they choose a new one. The old password and everything they are signed in on end at once.
staff-link-make = Make a link
staff-back = Back to staff
staff-own = Your own password is not reset here: ask another administrator, or whoever runs the machine.
staff-factor-what = They type a code from their app when they sign in. Remove it only if they have lost their phone and their recovery codes, and you know that it is they who ask.
staff-factor-remove = Remove the second factor
staff-factor-has = second factor
staff-factor-everybody = Ask everybody on the staff for a second factor
staff-factor-everybody-what = Whoever has none sets it up before they see anything else.
staff-end = Leaving
staff-end-what = The account ends. Groups that nobody else leads are handed over.
staff-end-ask = End this account
staff-end-of = End the account of { $name }
staff-end-means = They are signed out at once, and their address is deleted. What they did goes on carrying their name. The address can be invited again, as a new account.
staff-end-now = End it now
staff-heir = Who leads “{ $group }” from now on?
staff-heir-choose = Choose a therapist
staff-heir-wrong = Choose who leads this group from now on
staff-heir-none = They lead groups that nobody else leads, and there is no other therapist. Invite one first.
password-choose = Choose a password
password-choose-what = { $name }, this is for Chorus at { $organisation }. You sign in with { $email } and the password that you choose here.
password-choose-now = Keep it and sign in
password-link-over = This link does not work any more
password-link-over-what = It works once, and for seven days. If you have chosen a password with it, sign in. Otherwise ask your administrator for a new link.

chart-table = Show the figures as a table
chart-table-region = Figures: { $title }

date-day = { $day } { $month } { $year }
date-moment = { $day } at { $time }
date-closing = { $weekday } { $day } { $month } at { $time } { $zone }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

teams = Teams
teams-what = A team is a number of groups that are looked at together. A group belongs to one team at most, so that no two totals can be compared to find out about a single group.
teams-none = There is no team yet.
teams-groups = { $count ->
    [0] no group
    [one] 1 group
   *[other] { $count } groups
}
team-name = Name of the team
team-name-hint = For example the name of a clinic or a ward
team-name-wrong = Enter a name of 1 to { $most } characters
team-name-twice = Another team has this name
team-make = Make the team
team-groups-hint = A group that you tick leaves the team that it is in now
team-now-in = now in { $team }
team-dissolve = Dissolve this team
team-dissolve-what = Its groups go on and belong to no team. Its supervisors no longer see them, unless they see the whole organisation.
team-dissolve-now = Dissolve it now
supervisors = Supervisors
supervisors-none = There is no supervisor yet. Invite one under Staff.
scope-sees = What they see
scope-choose = Choose the teams that they see
scope-all = The whole organisation
scope-teams = Only these teams
scope-none = No team yet, so no group
