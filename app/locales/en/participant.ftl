# What members read.

start-title = Welcome
start-members = Here for a group? Use the link or the ticket that you were given in your group.
start-staff = Staff: sign in

sealed-box = A sealed box: no single tick is shown to staff or group.

support-label = I need support now
support-reach = You do not have to finish this. Your answers cannot alert anyone, so please reach a person.
support-here = Here: tell your therapist, or any member of staff, before you leave.
support-danger = If you might be in danger now:
