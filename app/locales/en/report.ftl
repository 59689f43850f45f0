# Reports: the pages that lead to one, and the words in it.

reports = Reports
reports-none = There is no group yet
reports-none-advice = Reports appear here once a therapist has made a group.
report = Report
report-choose = Choose a period
report-download = Download report

mean-or-worse = { $value } or worse
sessions-in-words = { $kind ->
    [one] session { $first }
   *[more] sessions { $first } to { $last }
}
sessions-between = { $first } to { $last }
headline-nothing = The first result appears after a session with { $quorum } or more answers.
headline-not-shown = { $noun } is not shown yet: it takes { $quorum } answers, and nobody who objects.
headline-first = { $noun } is { $mean } on average{ $side ->
    [above] , above the clinical cutoff
    [at] , at the clinical cutoff
    [below] , below the clinical cutoff
   *[none] {""}
}.
headline-eased = { $noun } { $way ->
    [lower] has eased
   *[higher] went up
}, from { $from } to { $to }{ $way ->
    [lower] { $side ->
        [above] , and is still above the clinical cutoff
        [at] , and is now at the clinical cutoff
        [below] , and is now below the clinical cutoff
       *[none] {""}
    }
   *[higher] { $side ->
        [above] , and is now above the clinical cutoff
        [at] , and is now at the clinical cutoff
        [below] , and is still below the clinical cutoff
       *[none] {""}
    }
}.
headline-risen = { $noun } { $way ->
    [lower] has risen
   *[higher] went down
}, from { $from } to { $to }{ $way ->
    [lower] { $side ->
        [above] , and is above the clinical cutoff
        [at] , and is at the clinical cutoff
        [below] , and is still below the clinical cutoff
       *[none] {""}
    }
   *[higher] { $side ->
        [above] , and is still above the clinical cutoff
        [at] , and is at the clinical cutoff
        [below] , and is below the clinical cutoff
       *[none] {""}
    }
}.
headline-moved = { $noun } went from { $from } to { $to }{ $side ->
    [above] , and is above the clinical cutoff
    [at] , and is at the clinical cutoff
    [below] , and is below the clinical cutoff
   *[none] {""}
}. With this few people the difference may be chance.
headline-steady = { $noun } is about as it was, { $from } at first and { $to } now{ $side ->
    [above] , above the clinical cutoff
    [at] , at the clinical cutoff
    [below] , below the clinical cutoff
   *[none] {""}
}.
raise-lowest = Worth raising: of the four benefits, { $benefit } is felt least, at { $mean } of 4. Ask what would help.
raise-signal = Worth raising: { $kind ->
    [recovered] { $benefit } { $pace ->
        [sudden] dropped in { $sessions }
       *[slow] sank until { $sessions }
    }, then recovered. Ask what was different then.
    [concern] { $benefit } { $pace ->
        [sudden] dropped in { $sessions }
       *[slow] has been lower than usual, lately in { $sessions }
    }. Ask what was different.
   *[better] { $benefit } was better than usual in { $sessions }. Ask what helped.
}
signal = Session { $session } { $what }
signal-outside-up = above usual range
signal-outside-down = below usual range
signal-trend-up = ends a rise
signal-trend-down = ends a fall
signal-near-up = near the upper edge
signal-near-down = near the lower edge
signal-shift-up = higher than usual
signal-shift-down = lower than usual
change-value = { $bound ->
    [least] at least { $points }
   *[exact] { $points }
} { $count ->
    [one] point
   *[more] points
} { $way ->
    [worse] worse
   *[better] better
}

chart-outcome = Average { $noun }, each session
chart-outcome-note = Average { $measure } score. { $direction }. Scale runs from { $low } to { $high }.{ $bands ->
    [unverified] { " " }Not all of its bands are verified yet.
   *[verified] {""}
}
chart-hidden = Not shown: session { $sessions }.
chart-lower-better = Lower is better
chart-higher-better = Higher is better
chart-cutoff = Clinical cutoff { $value }
chart-cutoff-unverified = Cutoff { $value }, not yet verified
chart-range = 95% range for the average
chart-session = Session
chart-answered = Answered,
chart-answered-of-those = of those present
chart-answered-of = { $n } of { $present }
chart-attendance = Attendance not entered
chart-tip = { $where }: { $what }
chart-tip-answered = { $what }; { $present ->
    [none] { $n }
   *[known] { $n } of { $present }
} answered
chart-hatched = Hatched: not shown. A session is shown when at least { $quorum } people answered and nobody objected. It will not be shown later.
chart-different-people = Different people may answer each time.
chart-climate = How the group felt, each session
chart-climate-note = Latest score, { $low } to { $high }. { $state ->
    [none] The usual range appears after 5 sessions.
    [provisional] Grey is the usual range, still provisional.
   *[settled] Grey is the usual range.
}
chart-usual = Usual range { $low } to { $high }
chart-usual-later = Usual range after 5 sessions
chart-change = Average change since the first session
chart-change-sentence = On average { $value }. { $known ->
    [yes] For one person, a change of { $threshold } is reliable.
    [unverified] For one person, a change of { $threshold } is taken as reliable, which is not yet verified.
   *[no] {""}
}
chart-change-caption = Average change between two sessions, in points; above 0 is better
chart-change-later = Shown once two sessions that asked the questionnaire are shown.
chart-change-per-person = Change per person: shown once, at the end of the programme, when 8 people have a first and a last answer.
chart-better = { $n } better
chart-worse = { $n } worse
chart-no-change = No change
chart-reliable = Reliable
change-share-none = At the end of the programme, few or none had improved reliably.
change-share-quarter = At the end of the programme, about a quarter had improved reliably.
change-share-half = At the end of the programme, about half had improved reliably.
change-share-three-quarters = At the end of the programme, about three quarters had improved reliably.
change-share-all = At the end of the programme, all or nearly all had improved reliably.
band-few = Few
band-some = Some
band-most = Most
follow-through = What members set out to do
follow-through-planned = Did what they had planned
follow-through-latest = { $band ->
    [most] Most did some or all of what they planned
    [some] Some did what they planned
   *[few] Few have done what they planned so far
}, in { $sessions }.
follow-through-later = Shown from the second session.
follow-through-note = Each member has a plan of their own, which nobody else reads. Shown from the second session.
replies = Said, tried, changed
replies-earlier = Earlier replies
replies-none = Your answers to the group stand here, with what was tried and whether it changed.
reply-heading = Answered on { $day }{ $known ->
    [yes] , about { $sessions }
   *[no] {""}
}
reply-said = You said
reply-will-try = We will try
reply-by = By
reply-by-day = By { $day }.
reply-changed = Has it changed
reply-changed-answer = { $band ->
    [most] Most say yes.
    [some] Some say yes.
    [few] Few say yes so far.
    [not-asked] Not asked yet.
   *[withheld] Not shown.
}
texts = In their words
texts-note = In random order, apart from the answers.
texts-none = Words appear here when a session is shown and somebody wrote some.
column-sessions = Sessions
column-date = Date
column-topics = Topic
column-answered = Answered
column-present = Present
column-follow-through = Did as planned
column-change = Average change
column-low = 95% range from
column-high = to
column-people = People
cell-withheld = not shown
cell-cancelled = cancelled
cell-not-asked = not asked
cell-unknown = not known

report-of = Report of { $group }
report-what = A release window belongs to the period in which its last session falls.
report-from = From
report-to = To
report-pdf = Download PDF
report-csv = Download CSV
report-date-wrong = Enter a day, for example 2026-03-24
report-future = This day has not come yet. Choose one up to today
report-long-ago = Choose a first day in the year 2000 or later
report-long = A report covers at most ten years. Choose days closer together
report-format-wrong = A report is a PDF or a CSV file. Choose one of the two
report-backwards = The last day comes before the first. Choose a later one
report-nothing = No session was completed in this period. Choose other days
report-period = { $from } to { $to }
report-kind = Group report
report-made = Made on { $day }
report-page = Page { $page } of { $pages }
report-figures = The figures
report-blank = □ stands for a sign that this document cannot print.
report-people = { $n } people
report-members = Members
report-shown = Shown of those closed
report-behind = Answers behind a result
report-behind-people = { $fewest } to { $most } people
report-prompts = To talk about
report-prompt-true = Suppose the figures are right: what would that mean for this group?
report-prompt-next = What would you try next, and how would you notice that it helped?
report-prompt-data = Who may be missing from these figures, and why?
report-method = How the figures came about
report-method-rounding = Averages are rounded before they are kept; one person's answers are never kept in a form that anybody can read.
report-definitions = Measures and terms
definition-group-range = 95% range
definition-group-range-what = Where the average would lie if more people like these had answered: Student’s t with the group’s deviation, pooled over its sessions and rounded up.
definition-usual = Usual range
definition-usual-what = The average of all sessions shown, and on either side 2.66 times the usual step from one to the next (Shewhart’s chart for individual values). Provisional with fewer than twelve.
definition-group-reliable = Reliable change
definition-group-reliable-what = A person’s score moved further than the error of measurement (Jacobson and Truax 1991). Counted once, at the end of the programme, when eight people have a first and a last answer.
definition-plans = What members set out to do
definition-plans-what = Everyone names a plan of their own and is asked about it next time. The answers are shown as most, some or few.
