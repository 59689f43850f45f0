//! Links to reports across groups and to their schedules; the routes stand in `urls.rs`.

/// Older or newer reports.
pub fn reports_page(page: u64) -> String {
    format!("/reports?page={page}")
}

/// Asking for a report of a period and a team, or of the groups without one.
pub fn new_report(period: &str, team: Option<i64>) -> String {
    let team = team.map(|team| team.to_string()).unwrap_or_default();
    format!("/reports/new?period={period}&team={team}")
}

/// A report across groups.
pub fn scope_report(id: i64) -> String {
    format!("/reports/{id}")
}

/// The same, without looking again by itself.
pub fn scope_report_still(id: i64) -> String {
    format!("/reports/{id}?still=yes")
}

/// Trying it again.
pub fn scope_report_again(id: i64) -> String {
    format!("/reports/{id}/again")
}

/// Its file.
pub fn scope_report_file(id: i64, format: &str) -> String {
    format!("/reports/{id}/{format}")
}

/// Having reports of a team made regularly, or of the groups without one.
pub fn new_schedule(team: Option<i64>) -> String {
    let team = team.map(|team| team.to_string()).unwrap_or_default();
    format!("/schedules/new?team={team}")
}

/// A schedule.
pub fn schedule(id: i64) -> String {
    format!("/schedules/{id}")
}

/// Pausing it.
pub fn pause_schedule(id: i64) -> String {
    format!("/schedules/{id}/pause")
}

/// Letting it run again.
pub fn resume_schedule(id: i64) -> String {
    format!("/schedules/{id}/resume")
}

/// Removing it.
pub fn remove_schedule(id: i64) -> String {
    format!("/schedules/{id}/remove")
}
