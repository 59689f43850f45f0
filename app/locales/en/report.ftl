# Reports: the pages that lead to one, and the words in it.

reports = Reports
reports-none = There is no group yet
reports-none-advice = Reports appear here once a therapist has made a group.
report = Report
report-choose = Choose a period
report-download = Download report
