# What every member of staff reads: signing in, the header.

staff-nav = Staff
staff-nav-groups = Groups

sign-in = Sign in
sign-in-email = E-mail address
sign-in-password = Password
sign-in-email-missing = Enter your e-mail address
sign-in-password-missing = Enter your password
sign-in-wrong = The e-mail address or the password is not right. Check both and try again
sign-in-wait = Too many tries with this address. Wait { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}, then try again
sign-in-forgotten = Password forgotten? Ask your administrator for a new one.
sign-out = Sign out

chart-table = Show the figures as a table
chart-table-region = Figures
