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
supervisors-none = There is no supervisor yet. Accounts are made on the machine that runs Chorus, with the command “chorus staff”.
scope-sees = What they see
scope-all = The whole organisation
scope-teams = Only these teams
scope-none = No team yet, so no group
