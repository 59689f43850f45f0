# The report of a scope: its tables, what their columns mean, and the words around them.

cell-nothing = –
cell-at-least = at least { $points } { $way ->
    [worse] worse
   *[better] better
}
yes = yes
no = no

sheet-summary = Summary
sheet-summary-about = One figure a row, with how many groups and people it rests on.
sheet-sessions = Sessions
sheet-sessions-about = One row a group and result of the period, by the group’s name and then by day. A result is of one, two or four sessions.
sheet-climate = Climate
sheet-climate-about = One benefit a row, as the average over groups; each group counts once.
sheet-change = Change
sheet-change-about = One focus and questionnaire a row: how far groups moved from their first questionnaire to the latest of the period. Each group counts once.
sheet-groups = Groups
sheet-groups-about = One group a row, by name and not by result; a second questionnaire of a group has one more, with nothing else in it.
sheet-trends = Trends
sheet-trends-about = The chosen groups: one row a questionnaire, from the first to the latest of the period.
sheet-definitions = Definitions
sheet-definitions-about = What words and figures mean, and which rules they follow.

figure-groups = Groups that met
figure-held = Sessions held
figure-shown = Results shown, of those closed
figure-answered = Answered, of those present
figure-waves = Questionnaires shown, of those asked
figure-replies = Replies given
figure-change = Points better since the first questionnaire
figure-plans = Results in which members did as planned
figure-changed = Replies of which members said that something changed
figure-benefit = Benefit, 0 to 4

field-figure = Figure
field-about = About
field-measure = Questionnaire
field-value = Value
field-whole = Of
field-low = 95% range from
field-high = 95% range to
field-groups = Groups
field-people = People
field-benefit = Benefit
field-version = Version
field-average = Average
field-focus = Focus
field-change = Points better
field-effect = Effect size
field-recovered-least = Recovered, at least
field-recovered-most = Recovered, at most
field-improved-least = Improved, at least
field-improved-most = Improved, at most
field-unchanged-least = Unchanged, at least
field-unchanged-most = Unchanged, at most
field-deteriorated-least = Deteriorated, at least
field-deteriorated-most = Deteriorated, at most
field-counted-groups = Groups of those counted
field-counted-people = People counted
field-group = Group
field-mark = Mark
field-held = Sessions held
field-closed = Results closed
field-shown = Results shown
field-answered = Answered
field-present = Present
field-waves = Questionnaires asked
field-waves-shown = Questionnaires shown
field-replies = Replies given
field-first = First average
field-first-people = People at first
field-latest = Latest average
field-latest-people = People lately
field-plans-most = Plans: most
field-plans-some = Plans: some
field-plans-few = Plans: few
field-changed-most = Changed: most
field-changed-some = Changed: some
field-changed-few = Changed: few
field-first-session = First session
field-last-session = Last session
field-wave = Questionnaire asked
field-replied = Replied to
field-mean = Average
field-term = Term
field-meaning = Meaning
field-of-scale = { $scale }: { $what }

meaning-figure = Which figure the row holds.
meaning-about = The focus or benefit that it is about.
meaning-measure = Short name of the questionnaire.
meaning-value = The figure.
meaning-whole = The whole that the figure is a part of.
meaning-low = Lower end of the 95% range; of a figure across groups by Student’s t between groups.
meaning-high = Upper end of the 95% range.
meaning-groups = Groups that the figure rests on.
meaning-people = People that the figure rests on: of each group the largest number who answered at one session that is shown.
meaning-benefit = One of the four benefits of group therapy.
meaning-version = Version of the questionnaire.
meaning-average = Mean over groups of the group’s mean in the period. Each group counts once.
meaning-focus = What the group meets about. Groups of different focus are never put together.
meaning-change = How far the average moved from the first questionnaire to the latest of the period: above 0 is better, whichever way the scale runs.
meaning-effect = The change in deviations of single scores. Deviations are rounded up, so it is rather too small.
meaning-improved-least = People who improved reliably, fewest; who recovered is among them. Counts are shown as a range, so that nobody’s group can be worked out of them.
meaning-improved-most = People who improved reliably, most.
meaning-recovered-least = People who improved reliably and crossed the cutoff, fewest.
meaning-recovered-most = People who improved reliably and crossed the cutoff, most.
meaning-unchanged-least = People whose change is within the error of measurement, fewest.
meaning-unchanged-most = People whose change is within the error of measurement, most.
meaning-deteriorated-least = People who got reliably worse, fewest.
meaning-deteriorated-most = People who got reliably worse, most.
meaning-counted-groups = Groups with people who have a first and a latest score.
meaning-counted-people = People with a first and a latest score. Of these the ranges beside it tell how many.
meaning-group = What staff call the group.
meaning-mark = Keeps groups of one name apart; the same in every report.
meaning-held = Sessions that were held in the period.
meaning-closed = Results that were due: of one, two or four sessions each.
meaning-shown = Results that are shown.
meaning-answered = People who answered at least one question, over the results for which those present are known too.
meaning-present = People who were present, over the same results.
meaning-waves = Results in which the questionnaire was asked.
meaning-waves-shown = Those of them whose average is shown.
meaning-replies = Replies that therapists gave on a day of the period, about a result of then or of before.
meaning-first = The group’s first average on its questionnaire.
meaning-first-people = People behind it.
meaning-latest = The latest average of the period. Different people may have answered.
meaning-latest-people = People behind it.
meaning-plans-most = Results in which most members did some or all of what they had planned.
meaning-plans-some = Results in which some did.
meaning-plans-few = Results in which few did.
meaning-changed-most = Replies of which most members said that something changed.
meaning-changed-some = Replies of which some said so.
meaning-changed-few = Replies of which few said so.
meaning-first-session = Number of the first session behind the result.
meaning-last-session = Number of the last session behind the result.
meaning-wave = Whether the questionnaire was asked.
meaning-replied = Whether the therapist replied to the result.
meaning-mean = The average as it was released, or the bound that it is worse than.
meaning-term = A word or rule.
meaning-meaning = What it means.
meaning-date = Day of the last session behind the result.
meaning-answered-one = People who answered at least one question.
meaning-present-one = Largest number of people present at one session.
meaning-follow-through = How much of what they had planned members did.
meaning-reply-changed = What members said to “Has that changed?” about the reply.
meaning-scale = Average on { $measure }, version { $version }: { $low } to { $high }, { $way ->
    [lower] lower is better
   *[higher] higher is better
}. Released in steps of { $step }.
meaning-scale-low = Lower end of its 95% range.
meaning-scale-high = Upper end of its 95% range.
meaning-scale-people = People with a score on it.

unit-words = –
unit-yes-no = –
unit-day = day
unit-groups = groups
unit-sessions = sessions
unit-results = results
unit-people = people
unit-points = points of the questionnaire
unit-deviations = deviations of single scores
unit-band = –
unit-number = –
unit-various = that of the row
values-words = words
values-yes-no = yes; no
values-day = year-month-day
values-groups = whole number; { cell-withheld }
values-sessions = whole number
values-results = whole number; { cell-withheld }
values-people = whole number; { cell-withheld }; { cell-cancelled }; { cell-not-asked }; { cell-unknown }
values-points = number, or a bound in words (“14 or worse”, “at least 4 better”); { cell-withheld }; { cell-cancelled }; { cell-not-asked }; { cell-unknown }
values-deviations = number; { cell-withheld }; { cell-unknown }
values-band = { band-most }; { band-some }; { band-few }; { cell-withheld }; { cell-cancelled }; { cell-not-asked }
values-number = whole number
values-various = number, or a bound in words; { cell-withheld }; { cell-unknown }

scope-kind = Report across groups
scope-read-me = Read me
scope-of = { $organisation }: { $scope }, { $period }.
scope-words-for-none = Where there is no figure, a word says why: “{ cell-withheld }” when fewer people answered than a figure needs or somebody objected, “{ cell-cancelled }”, “{ cell-not-asked }”, “{ cell-unknown }” when it was not entered or has no range. It is never left empty and never zero.
scope-no-words = It holds no words that members wrote and no text of replies.

definition-quorum = Shown
definition-quorum-what = A result is shown when at least { $quorum } people answered and nobody objected. Otherwise it is not shown, then or later, and enters no figure.
definition-across = Across groups
definition-across-what = A figure across groups needs { $groups } groups and { $people } people, and no group may be more than half of them. Each group counts once, since members of one group are not independent of each other.
definition-rounding = Rounding
definition-rounding-what = Averages are rounded before they are kept. At the worse end an average is given as “or worse”, and a change that depends on it as “at least”. What is worked out of averages is given to a tenth; a benefit over groups in steps of the form, without a range, so that no group can work out another’s.
definition-range = 95% range
definition-range-what = Around a group’s average it comes from the group’s deviation, which is rounded up; across groups it is Student’s t between groups. With few groups it is wide.
definition-reliable = Reliable change
definition-reliable-what = A person changed reliably when their score moved further than the error of measurement (Jacobson and Truax 1991). Counted once a quarter, of people with a first and a latest score in it.
definition-effect = Effect size
definition-effect-what = The change divided by the deviation of single scores, pooled over groups.
definition-measure = { $title }, version { $version }. { $low } to { $high }, { $way ->
    [lower] lower is better
   *[higher] higher is better
}.
definition-scales = Scales: { $scales }.
definition-cutoff = Clinical cutoff { $value } ({ $source }).
definition-threshold = Reliable change { $rule ->
    [more] more than { $value } points
   *[least] { $value } points or more
} ({ $source }).
definition-source = { $source }{ $verified ->
    [no] ; not yet checked
   *[yes] {""}
}

scope-groups-outside = { $outside ->
    [0] The workbook and the CSV files have all { $all } groups, by name.
    [one] Of { $all } groups the table has the one outside the limits. The workbook and the CSV files have every group.
   *[other] Of { $all } groups the table has the { $outside } outside the limits, by name. The workbook and the CSV files have every group.
}
scope-trends = Trends of the chosen groups
scope-left-out = { $groups ->
    [one] One chosen group
   *[other] { $groups } chosen groups
} did not meet in this period and { $groups ->
    [one] is
   *[other] are
} left out.
scope-change-what = From each group’s first questionnaire to its latest in this period, as points better. Each group counts once. Questionnaires differ, so their points are not compared.
scope-climate = How groups felt
scope-climate-axis = Average over groups
scope-followed = Plans and replies
scope-plans = What members set out to do: of { $all } results that show it, in { $most } most members did some or all of it, in { $some } some did, in { $few } few.
scope-plans-none = What members set out to do: not shown across so few groups.
scope-changed = “Has that changed?”: of { $all } replies that members were asked about, most said yes of { $most }, some of { $some }, few of { $few }.
scope-changed-none = “Has that changed?”: not shown across so few groups.
scope-prompts-what = Give three quarters of the time to the first three questions, a quarter to the last.
scope-prompt-keep = Suppose these figures are right: what should go on as it is, and what would you change first?
scope-prompt-ask = Suppose a group that stands out does so for a reason: what would you ask its therapists, before drawing any conclusion?
scope-prompt-felt = Suppose members felt as the four benefits say: which of them would you work on, and how would members notice?
scope-prompt-missing = Whose answers are missing here, and could they turn a figure round?
scope-method = How the figures came about
