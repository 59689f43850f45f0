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
chart-table-region = Figures

date-day = { $day } { $month } { $year }
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
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
