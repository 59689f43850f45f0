//! Links to members' pages and to their inboxes; the routes stand in `urls.rs`.

/// The group's own address.
pub fn group_page(code: &str) -> String {
    format!("/g/{code}")
}

/// A ticket's page.
pub fn ticket_page(code: &str, ticket: &str) -> String {
    format!("/g/{code}/t/{ticket}")
}

/// The link that deals tickets.
pub fn dealt(code: &str, link: &str) -> String {
    format!("/g/{code}/d/{link}")
}

/// What happens with answers.
pub fn information(code: &str) -> String {
    format!("/g/{code}/information")
}

/// The thanks on a tablet that is passed round.
pub fn passed(code: &str) -> String {
    format!("/g/{code}/thanks")
}

/// The ticket log.
pub fn ticket_log(code: &str) -> String {
    format!("/g/{code}/tickets")
}

/// Where a typed key goes.
pub fn typed_key(code: &str) -> String {
    format!("/g/{code}/key")
}

/// Where a typed ticket goes.
pub fn typed_ticket(code: &str) -> String {
    format!("/g/{code}/ticket")
}

/// Remembering a key.
pub fn remember(code: &str) -> String {
    format!("/g/{code}/remember")
}

/// A copy of a key.
pub fn copy(code: &str) -> String {
    format!("/g/{code}/copy")
}

/// Forgetting a key.
pub fn forget(code: &str) -> String {
    format!("/g/{code}/forget")
}

/// What the group's members see of its results.
pub fn heard(code: &str) -> String {
    format!("/g/{code}/heard")
}

/// A member's own progress.
pub fn own(code: &str) -> String {
    format!("/g/{code}/own")
}

/// The same as PDF.
pub fn own_pdf(code: &str) -> String {
    format!("/g/{code}/own/pdf")
}

/// The same as FHIR.
pub fn own_fhir(code: &str) -> String {
    format!("/g/{code}/own/fhir")
}

/// A member is forgotten.
pub fn forget_me(code: &str) -> String {
    format!("/g/{code}/own/forget")
}

/// A member's inbox.
pub fn inbox(code: &str) -> String {
    format!("/i/{code}")
}

/// The ticket that opens an inbox.
pub fn inbox_ticket(code: &str, ticket: &str) -> String {
    format!("/i/{code}/t/{ticket}")
}

/// Remembering an inbox's key.
pub fn inbox_remember(code: &str) -> String {
    format!("/i/{code}/remember")
}

/// A copy of an inbox's key.
pub fn inbox_copy(code: &str) -> String {
    format!("/i/{code}/copy")
}

/// Forgetting an inbox's key.
pub fn inbox_forget(code: &str) -> String {
    format!("/i/{code}/forget")
}

/// Where a typed ticket of an inbox goes.
pub fn inbox_typed_ticket(code: &str) -> String {
    format!("/i/{code}/ticket")
}

/// Pausing an inbox.
pub fn inbox_pause(code: &str) -> String {
    format!("/i/{code}/pause")
}
