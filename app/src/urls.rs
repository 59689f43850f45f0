//! Every address of Chorus on one screen: the routes first, then the links to them.

mod groups;
mod measures;
mod members;
mod reports;

pub use groups::*;
pub use measures::*;
pub use members::*;
pub use reports::*;

/// Routes as axum reads them.
pub mod route {
    /// Where nobody in particular arrives.
    pub const START: &str = "/";
    /// For a monitor.
    pub const HEALTH: &str = "/health";
    /// Whether the program runs at all.
    pub const LIVE: &str = "/health/live";
    /// For a proxy: whether to send requests here.
    pub const READY: &str = "/health/ready";
    /// For a monitoring system, on a listener of its own.
    pub const METRICS: &str = "/metrics";

    // Members. These name neither group nor focus, and the code tells nothing.
    /// The group's own address: poster and link.
    pub const GROUP_PAGE: &str = "/g/{code}";
    /// A ticket's page, which is the survey.
    pub const TICKET_PAGE: &str = "/g/{code}/t/{ticket}";
    /// The link that deals tickets to a group that meets online.
    pub const DEALT: &str = "/g/{code}/d/{link}";
    /// What happens with answers.
    pub const INFORMATION: &str = "/g/{code}/information";
    /// The thanks on a tablet that is passed round, and the next person's turn.
    pub const PASSED: &str = "/g/{code}/thanks";
    /// The ticket log, and the objection.
    pub const TICKET_LOG: &str = "/g/{code}/tickets";

    /// A typed key leads to the survey.
    pub const TYPED_KEY: &str = "/g/{code}/key";
    /// A typed ticket leads to its page.
    pub const TYPED_TICKET: &str = "/g/{code}/ticket";
    /// This phone remembers a key.
    pub const REMEMBER: &str = "/g/{code}/remember";
    /// A copy of a key.
    pub const COPY: &str = "/g/{code}/copy";
    /// This phone forgets its key.
    pub const FORGET: &str = "/g/{code}/forget";
    /// What the group's members see of its results.
    pub const HEARD: &str = "/g/{code}/heard";
    /// A member's own progress.
    pub const OWN: &str = "/g/{code}/own";
    /// The same as PDF.
    pub const OWN_PDF: &str = "/g/{code}/own/pdf";
    /// The same as FHIR.
    pub const OWN_FHIR: &str = "/g/{code}/own/fhir";
    /// A member is forgotten.
    pub const FORGET_ME: &str = "/g/{code}/own/forget";

    // Inboxes. Another folder than the group's, so that no request carries the cookies of both.
    /// A member's inbox.
    pub const INBOX: &str = "/i/{code}";
    /// The ticket that opens an inbox.
    pub const INBOX_TICKET: &str = "/i/{code}/t/{ticket}";
    /// This phone remembers an inbox's key.
    pub const INBOX_REMEMBER: &str = "/i/{code}/remember";
    /// A copy of an inbox's key.
    pub const INBOX_COPY: &str = "/i/{code}/copy";
    /// This phone forgets an inbox's key.
    pub const INBOX_FORGET: &str = "/i/{code}/forget";
    /// A typed ticket of an inbox leads to its page.
    pub const INBOX_TYPED_TICKET: &str = "/i/{code}/ticket";
    /// An inbox takes no notes for now, or takes them again.
    pub const INBOX_PAUSE: &str = "/i/{code}/pause";

    // The first day, and what an administrator may change later.
    /// The first account, behind a link that is printed where Chorus was started.
    pub const FIRST_ACCOUNT: &str = "/set-up/{link}";
    /// Whatever comes next in the set-up.
    pub const SET_UP: &str = "/set-up";
    /// A copy of the key file.
    pub const KEY: &str = "/service/key";
    /// The key file itself.
    pub const KEY_FILE: &str = "/service/key/file";
    /// Name, public address, https, time zone.
    pub const ADDRESS: &str = "/service/address";
    /// Whom members can turn to.
    pub const SUPPORT: &str = "/service/support";
    /// What members read before they answer.
    pub const OWN_INFORMATION: &str = "/service/information";
    /// Quorum and retention.
    pub const RULES: &str = "/service/rules";
    /// What was set up.
    pub const DONE: &str = "/service/done";

    // Staff.
    /// Choosing a password, with a link that works once.
    pub const CHOOSE_PASSWORD: &str = "/password/{link}";
    /// Everybody who signs in, and inviting somebody.
    pub const PEOPLE: &str = "/staff";
    /// One of them.
    pub const COLLEAGUE: &str = "/staff/{id}";
    /// A link to choose a password.
    pub const COLLEAGUE_LINK: &str = "/staff/{id}/link";
    /// The link goes to them by e-mail.
    pub const SEND_LINK: &str = "/staff/{id}/link/send";
    /// Their second factor is removed.
    pub const COLLEAGUE_FACTOR: &str = "/staff/{id}/second-factor";
    /// Whether everybody needs one.
    pub const FACTOR_ASKED: &str = "/service/second-factor";
    /// An account is ended.
    pub const COLLEAGUE_LEAVES: &str = "/staff/{id}/end";
    /// One's own account.
    pub const ACCOUNT: &str = "/account";
    /// One of one's logins is ended.
    pub const END_LOGIN: &str = "/account/logins/{login}/end";
    /// All others are.
    pub const END_LOGINS: &str = "/account/logins/end";
    /// One's own second factor.
    pub const FACTOR: &str = "/account/second-factor";
    /// Its recovery codes, or its end.
    pub const FACTOR_CHANGE: &str = "/account/second-factor/change";
    /// What staff did.
    pub const AUDIT: &str = "/audit";
    /// Signing in.
    pub const SIGN_IN: &str = "/sign-in";
    /// Signing in, with the second factor.
    pub const SIGN_IN_CODE: &str = "/sign-in/code";
    /// Signing out.
    pub const SIGN_OUT: &str = "/sign-out";
    /// The groups that one may see.
    pub const GROUPS: &str = "/groups";
    /// Making a group.
    pub const NEW_GROUP: &str = "/groups/new";
    /// A group's dashboard.
    pub const GROUP: &str = "/groups/{id}";
    /// The dashboard's figures on a big screen, for the group.
    pub const SHOW: &str = "/groups/{id}/show";
    /// One of them.
    pub const SHOW_PART: &str = "/groups/{id}/show/{part}";
    /// Passing a tablet round.
    pub const TABLET: &str = "/groups/{id}/tablet";
    /// Printing tickets.
    pub const TICKETS: &str = "/groups/{id}/tickets";
    /// One ticket for whoever lost their phone.
    pub const LOST_PHONE: &str = "/groups/{id}/tickets/lost";
    /// Dealing tickets to a group that meets online.
    pub const DEAL: &str = "/groups/{id}/tickets/deal";
    /// Unused tickets are made void.
    pub const VOID_TICKETS: &str = "/groups/{id}/tickets/void";
    /// Every key of the group's members ends, and new tickets begin.
    pub const NEW_KEYS: &str = "/groups/{id}/keys";
    /// What may be changed about a group.
    pub const SETTINGS: &str = "/groups/{id}/settings";
    /// Who leads a group.
    pub const THERAPISTS: &str = "/groups/{id}/therapists";
    /// One of them leads it no more.
    pub const LEAVE_GROUP: &str = "/groups/{id}/therapists/leave";
    /// A group is put away, or taken back.
    pub const ARCHIVE: &str = "/groups/{id}/archive";
    /// Opening a session.
    pub const OPEN_SESSION: &str = "/groups/{id}/sessions/open";
    /// Topic and number present of a session.
    pub const SESSION: &str = "/groups/{id}/sessions/{session}";
    /// Cancelling a session.
    pub const CANCEL_SESSION: &str = "/groups/{id}/sessions/{session}/cancel";
    /// Answering the release of a window.
    pub const REPLY: &str = "/groups/{id}/replies/{window}";
    /// What members wrote: words, and lines for the coping board.
    pub const LINES: &str = "/groups/{id}/lines";
    /// What to do when words alarm.
    pub const WORRY: &str = "/groups/{id}/worry";
    /// Notes between members: on or off, and the names to choose from.
    pub const SEATS: &str = "/groups/{id}/seats";
    /// Tickets for inboxes.
    pub const SEAT_TICKETS: &str = "/groups/{id}/seats/tickets";
    /// A therapist's note to one person.
    pub const SIGNED_NOTE: &str = "/groups/{id}/seats/{seat}/note";
    /// Leaving a date out, or taking that back.
    pub const SKIP: &str = "/groups/{id}/skip";
    /// A month or quarter across groups.
    pub const OVERVIEW: &str = "/overview";
    /// Teams, and who supervises them.
    pub const TEAMS: &str = "/teams";
    /// One team.
    pub const TEAM: &str = "/teams/{id}";
    /// A team is dissolved.
    pub const DISSOLVE_TEAM: &str = "/teams/{id}/dissolve";
    /// What a supervisor sees.
    pub const SUPERVISOR: &str = "/supervisors/{id}";
    /// What a service words for itself.
    pub const SERVICE: &str = "/service";
    /// Every measure at hand.
    pub const MEASURES: &str = "/measures";
    /// One of them, in its latest version.
    pub const MEASURE: &str = "/measures/{id}";
    /// One of them, in a version.
    pub const MEASURE_VERSION: &str = "/measures/{id}/{version}";
    /// It as a FHIR Questionnaire.
    pub const MEASURE_FILE: &str = "/measures/{id}/{version}/file";
    /// Whether it is offered.
    pub const MEASURE_CHOICE: &str = "/measures/{id}/choice";
    /// Putting in one's own.
    pub const ADD_MEASURE: &str = "/service/measures";
    /// Whether the licences of measures for non-commercial use are accepted.
    pub const NON_COMMERCIAL: &str = "/service/non-commercial";
    /// Whether e-mail works.
    pub const MAIL: &str = "/service/e-mail";
    /// A test e-mail to oneself.
    pub const TEST_MAIL: &str = "/service/e-mail/test";
    /// Which e-mails one wants.
    pub const MY_MAILS: &str = "/my-e-mails";
    /// A group's report for a period.
    pub const REPORT: &str = "/groups/{id}/report";
    /// The groups whose reports one may download.
    pub const REPORTS: &str = "/reports";
    /// Asking for a report across groups.
    pub const NEW_REPORT: &str = "/reports/new";
    /// One of them, made or not yet.
    pub const SCOPE_REPORT: &str = "/reports/{id}";
    /// It is tried again.
    pub const SCOPE_REPORT_AGAIN: &str = "/reports/{id}/again";
    /// Its file in one format.
    pub const SCOPE_REPORT_FILE: &str = "/reports/{id}/{format}";
    /// Having reports made regularly.
    pub const NEW_SCHEDULE: &str = "/schedules/new";
    /// One schedule.
    pub const SCHEDULE: &str = "/schedules/{id}";
    /// It is paused.
    pub const PAUSE_SCHEDULE: &str = "/schedules/{id}/pause";
    /// It runs again.
    pub const RESUME_SCHEDULE: &str = "/schedules/{id}/resume";
    /// It is removed.
    pub const REMOVE_SCHEDULE: &str = "/schedules/{id}/remove";
}

/// The first account.
pub fn first_account(link: &str) -> String {
    format!("/set-up/{link}")
}

/// Choosing a password.
pub fn choose_password(link: &str) -> String {
    format!("/password/{link}")
}

/// One of the staff.
pub fn colleague(id: i64) -> String {
    format!("/staff/{id}")
}

/// A link for them to choose a password.
pub fn colleague_link(id: i64) -> String {
    format!("/staff/{id}/link")
}

/// Sending them the link.
pub fn send_link(id: i64) -> String {
    format!("/staff/{id}/link/send")
}

/// The audit log before the deed `number`.
pub fn audit_before(number: i64) -> String {
    format!("{}?before={number}", route::AUDIT)
}

/// Ending one of one's own logins.
pub fn end_login(login: &str) -> String {
    format!("/account/logins/{login}/end")
}

/// Removing their second factor.
pub fn colleague_factor(id: i64) -> String {
    format!("/staff/{id}/second-factor")
}

/// Ending their account.
pub fn colleague_leaves(id: i64) -> String {
    format!("/staff/{id}/end")
}

/// Signing in, and going `back` to a staff page afterwards.
pub fn sign_in(back: Option<&str>) -> String {
    match back.filter(|path| is_staff_path(path) && *path != route::GROUPS) {
        Some(path) => format!("{}?next={path}", route::SIGN_IN),
        None => route::SIGN_IN.to_owned(),
    }
}

/// Whether `path` is a page of staff on this very server, safe to go to after signing in.
pub fn is_staff_path(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-');
    let page = [
        route::GROUPS,
        route::REPORTS,
        route::OVERVIEW,
        route::SERVICE,
        route::MY_MAILS,
        route::ACCOUNT,
        route::FACTOR,
        route::AUDIT,
        route::TEAMS,
        route::PEOPLE,
        route::SET_UP,
        route::MEASURES,
    ]
    .contains(&path)
        || [
            "/groups/",
            "/measures/",
            "/reports/",
            "/schedules/",
            "/service/",
            "/staff/",
        ]
        .iter()
        .any(|folder| path.starts_with(folder));
    page && path.chars().all(plain)
}

/// One team.
pub fn team(id: i64) -> String {
    format!("/teams/{id}")
}

/// Dissolving a team.
pub fn dissolve_team(id: i64) -> String {
    format!("/teams/{id}/dissolve")
}

/// What a supervisor sees.
pub fn supervisor(id: i64) -> String {
    format!("/supervisors/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_back_to_staff_pages_only() {
        assert_eq!(sign_in(Some("/groups/7")), "/sign-in?next=/groups/7");
        for elsewhere in [
            "//evil.example",
            "/g/abc",
            "/groups/../g/abc",
            "/groups/7?x=1",
        ] {
            assert_eq!(sign_in(Some(elsewhere)), "/sign-in");
        }
    }
}
