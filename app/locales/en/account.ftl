# One's own account: password, second factor, logins.

account = My account
account-password = Password
account-password-current = Your password now
account-password-new = New password
account-password-save = Change the password
account-password-saved = The password is changed. Everywhere else you were signed in has ended.
account-password-wrong = This is not your password
account-logins = Where you are signed in
account-logins-what = A login ends after 12 hours. Chorus does not keep which device it is on.
account-login-began = Signed in on { $moment }
account-login-own = this browser
account-login-end = End it
account-logins-end = End all but this one

code-title = A code from your app
code-what = Open your authenticator app and type the code that it shows for Chorus.
code-label = Code
code-hint = Six digits, or one of your recovery codes
code-wrong = This code is not right, or has been used. Wait for the next one and type that
code-lost = Phone lost? Type one of your recovery codes. Without one, an administrator can remove the second factor of your account.
code-again = Begin again

factor = Second factor
factor-what = Besides your password you type a code that only an app on your phone can make. Whoever has seen your password cannot sign in with it.
factor-asked = Your organisation asks everybody on the staff for one.
factor-on = A code from your app is asked for when you sign in.
factor-off = Your password alone signs you in.
factor-codes-left = { $count ->
    [0] No recovery code is left: make new ones.
    [one] 1 recovery code is left.
   *[other] { $count } recovery codes are left.
}
factor-set-up = Set it up
factor-change = Change it
factor-change-what = Your password shows that it is you who asks.
factor-scan = 1. Scan this
factor-scan-what = With an authenticator app, such as Aegis, FreeOTP, 1Password or Google Authenticator.
factor-picture = A QR code for your authenticator app; the letters below say the same
factor-letters = Where the app cannot scan, type these letters into it:
factor-type = 2. Type what it shows
factor-code-hint = Six digits; they change every 30 seconds
factor-code-wrong = This code is not right. Check that the phone’s clock is right, and type the code that it shows now
factor-keep = Switch it on
factor-codes = Your recovery codes
factor-codes-what = Each of these signs you in once when you do not have your phone. Print them or write them down, and keep them where you keep other important papers.
factor-codes-once = They are shown only now. New ones can be made at any time; they end these.
factor-codes-kept = I have kept them
factor-codes-new = Make new recovery codes
factor-remove = Switch it off
