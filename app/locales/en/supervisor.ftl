# What supervisors read across groups.

overview = Overview
overview-period = Month or quarter
overview-show = Show
overview-quarter = { $first } to { $last } { $year }
overview-period-wrong = Choose a month or a quarter from the list
overview-period-early = This period is not over yet. Choose one that ended at least two days ago
overview-empty = No groups yet
overview-empty-advice = An administrator says which teams you see. Groups appear here once a period in which they existed is over.
overview-gone = A team that was dissolved
overview-no-team = Groups without a team
overview-method = Figures are made of what each group was shown, and of nothing else. Each group counts once. A figure across groups needs three groups and ten people, and no group may be more than half of it. Which groups belong together is settled two days after a period has ended.
overview-change = { $about }: { $change } on average, since each group’s first session.
overview-change-none = { $about }: change not shown. It is shown across at least three groups and ten people with two questionnaires each.
overview-range = 95% range { $low } to { $high }.
overview-chance = With this few groups the difference may be chance.
overview-rests = { $groups } groups, { $people } people.
overview-changes = Change since the first session
overview-changes-what = From each group’s first questionnaire to its latest in this period, as points better. Groups stand by name.
overview-effect = In deviations of single scores: { $effect }, rather too small, as deviations are rounded up.
overview-no-cause = A change cannot be put down to the group: people also change without one.
overview-reliable = Reliable change of people in this quarter
overview-counts = { $about }: of { $people } people with two questionnaires { $improved } improved reliably, { $recovered } of them to below the cutoff; { $worse } got reliably worse; the others did not change reliably. { $groups } groups.
overview-part = { $kind ->
    [most] at most { $most }
   *[both] { $least } to { $most }
}
overview-shares = { $about }: reliable change of people
overview-shares-improved = { $part } of { $people } improved reliably
overview-shares-recovered = { $part } recovered
overview-shares-only-improved = improved
overview-shares-mixed = improved; { $part } recovered
overview-shares-unchanged = unchanged
overview-shares-worse = { $part } worse
overview-shares-why = Numbers of people are ranges, so that no group can work out another’s. Each part of the bar ends in the middle of its range; what a range leaves open is hatched.
overview-counts-none = { $about }: reliable change not shown. It is shown across at least three groups and ten people with two questionnaires each.
overview-better = Points better
overview-all = All: { $change }
overview-ranges = Each line is a group’s own 95% range. An open ring is a bound: it may be more.
overview-funnel = { $inside } of { $all } groups vary no more than chance.{ $some ->
    [yes] {" "}Outside: { $outside }.
   *[no] {""}
}
overview-funnel-chance = Between the lines groups vary no more than chance, given their size. Groups that begin worse have more room to get better.
overview-funnel-widened = Groups vary more than chance alone explains, so the lines are drawn wider: only a group that stands out even so is named. Groups that begin worse have more room to get better.
overview-raise-not-shown = Worth raising: in { $groups } of { $of } groups no result could be shown. What would make it easier to answer there?
overview-raise-no-reply = Worth raising: { $shown } results were shown and none was replied to. What keeps therapists from answering their groups?
overview-raise-lowest = Worth raising: lowest is { $benefit }, { $mean } on average. Suppose that is so: what would groups need more of?
overview-replied = { $replies ->
    [0] No replies were given
    [one] 1 reply was given
   *[other] { $replies } replies were given
} in this period; { $shown ->
    [one] 1 result was shown.
   *[other] { $shown } results were shown.
}
overview-follow-through = Did what they planned
overview-none-known = none
overview-held-in = { $groups ->
    [one] 1 group
   *[other] { $groups } groups
} held { $sessions ->
    [one] 1 session.
   *[other] { $sessions } sessions.
}
overview-coverage = What it rests on
overview-held = Sessions held
overview-shown = Results shown
overview-answered = Answered, of those present
overview-waves = Questionnaires shown
overview-replies = Replies given
overview-of = { $part } of { $whole }
overview-benefits = Average over groups, 0 to 4. Higher is better.
overview-groups-what = By name, not by result.
