# What therapists read about a group's settings, its therapists, lost phones, and its end.

group-settings = Settings of this group
group-follow-up = Follow-up
group-follow-up-hint = Some months after the last session: the survey opens by itself on this day, at the usual time, and asks the questionnaire once more. Leave it empty without one
group-follow-up-wrong = Enter a day from today on, within two years, or leave it empty
group-follow-up-none = No follow-up
group-planned-least = Enter how many sessions are planned, from { $least } to 100{ $window ->
    [1] {""}
   *[other] , in steps of { $window }
}. What has been held stays as it is
group-fixed-begun = This stays as it was when the first session opened. Results before and after would not be alike
group-fixed-open = This stays while a session is open. Come back after it has closed
group-fixed-last = This stays now that the last sessions have begun. What members were asked in them belongs to the end
group-fixed-ended = This stays now that the programme has ended. Plan a follow-up, or make a new group if you go on
group-meanwhile = Somebody else changed this meanwhile
group-meanwhile-now = { $field } is now: { $value }.
group-meanwhile-again = Nothing of yours is saved yet, and nothing is lost. Save again to put what stands below in its place.

groups-all-away = All your groups are in the archive
groups-archived = In the archive
archive = Archive
archive-title = Put this group into the archive
archive-lines =
    No session opens any more, and unused tickets are void.
    Its results and reports stay, as long as your service keeps results.
    Members can read their own progress with their key, until the group has not met for 400 days.
    You can take it back.
archive-now = Put it into the archive
archive-while-open = A session is open. Wait until it has closed, or cancel it.
archive-back = Take this group out of the archive
archive-back-lines =
    A meeting whose time is just now is left out. You can meet after all.
    It meets again on its day of the week until all planned sessions were held.
    Print new tickets for members who have no key.
archive-back-now = Take it out
archive-opens-nothing = This group is in the archive: nothing opens, and there are no tickets. Take it out first.

therapists-title = Who leads this group
therapists-you = (you)
therapists-invited = (has not chosen a password yet)
therapists-add = Add a therapist
therapists-none-chosen = Choose a therapist
therapists-choose = Choose whom to add
therapists-sees = They see everything that you see of this group, at once.
therapists-add-now = Add them
therapists-nobody = There is no other therapist. Ask your administrator to invite one.
therapists-leave = Leave this group
therapists-leave-what = You no longer see it, and those who stay lead it. Only they can bring you back.
therapists-leave-now = Leave it now
therapists-leave-alone = Nobody else who can sign in leads this group. To hand it over, first add somebody who has chosen a password.

lost-title = Somebody lost their phone
lost-what = One ticket, on your screen to be scanned. Members see that it replaces a lost phone.
lost-now = Lost phone
lost-scan = Let them scan this, and nobody else.
lost-lines =
    They answer with it as with their first ticket. With their old key they also get their own progress back.
    Without a phone at hand, print this page or write the ticket down for them.
    Members see in the ticket log that a ticket was made today to replace a lost phone.
    It is shown this once. The old key sleeps after eight sessions without it.
tickets-end = Ending tickets and keys
void-title = Make unused tickets void
void-lines =
    Every ticket that nobody has used stops working, wherever it is.
    Nobody is told how many there were: it would say how many members have answered.
    Members see in the ticket log that it was done today.
    Keys stay as they are.
void-done = Unused tickets are void.
void-now = Make them void
keys-title = New keys for everybody
keys-when = For when keys or phones are in the wrong hands, or tickets and people no longer match.
keys-lines =
    Every key with which members answer, and every unused ticket for it, ends at once.
    Inboxes for notes have keys of their own and stay as they are. To close one, make a new ticket for it.
    Everybody needs a new ticket. Print them next.
    Whoever brings the old key with a new ticket within 30 days keeps their own progress. For everybody else it begins anew.
    It can be done again after 30 days.
    Results of the group stay.
keys-done = All keys have ended. Print new tickets now.
keys-now = End all keys now
keys-while-open = A session is open. Wait until it has closed.
keys-too-soon = The last time was less than 30 days ago. Members who still bring the key of before would lose their progress.

deal-title = Deal tickets online
deal-what = For a group that meets by video: one link for everybody, from which each takes one ticket.
deal-lines =
    Do this while everybody is together, before the session ends. It stops by itself when the session opens, or after half an hour.
    Share your screen, and paste the link into the chat.
    All of you see how many tickets have been taken. If somebody finds none, somebody has taken two: take them back and deal anew.
    Nobody sees who has which ticket, you neither.
deal-count = How many members need a ticket
deal-begin = Deal tickets
deal-going-on = Everybody takes one ticket
deal-how = Scan this, or open the link from the chat, and take one ticket.
deal-alt = The address that deals tickets as a QR code
deal-taken = { $taken } of { $tickets } taken
deal-count-together = Count together: are { $tickets } of you here without a ticket from before? Say so if you are fewer, or if you have none.
deal-until = It ends on { $time } at the latest. What is left then is void.
deal-again = Look again
deal-done = The deal has ended. What was taken works, what was left is void.
deal-end = Everybody has one
deal-back = Take all back
deal-over = The deal has ended already
deal-over-advice = Nothing was taken back: what was taken are tickets like all others now. If somebody took two, make unused tickets void and deal anew.
deal-back-what = Tickets that are taken back no longer work, and do not count in the ticket log.
