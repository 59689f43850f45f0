//! Links to a group's pages for its therapists; the routes stand in `urls.rs`.

/// A group's dashboard.
pub fn group(id: i64) -> String {
    format!("/groups/{id}")
}

/// In the address of a dashboard, after its settings were saved.
pub const SAVED: &str = "saved";

/// A group's dashboard, after its settings were saved.
pub fn group_saved(id: i64) -> String {
    format!("{}?{SAVED}", group(id))
}

/// The group's figures on a big screen.
pub fn show(id: i64) -> String {
    format!("/groups/{id}/show")
}

/// One of them.
pub fn show_part(id: i64, part: &str) -> String {
    format!("/groups/{id}/show/{part}")
}

/// Passing a tablet round.
pub fn tablet(id: i64) -> String {
    format!("/groups/{id}/tablet")
}

/// Printing tickets.
pub fn tickets(id: i64) -> String {
    format!("/groups/{id}/tickets")
}

/// The same, after something was `done` about tickets.
pub fn tickets_after(id: i64, done: &str) -> String {
    format!("/groups/{id}/tickets?{done}")
}

/// Opening a session.
pub fn open_session(id: i64) -> String {
    format!("/groups/{id}/sessions/open")
}

/// Topic and number present of a session.
pub fn session(id: i64, session: i64) -> String {
    format!("/groups/{id}/sessions/{session}")
}

/// Cancelling a session.
pub fn cancel_session(id: i64, session: i64) -> String {
    format!("/groups/{id}/sessions/{session}/cancel")
}

/// Answering the release of a window.
pub fn reply(id: i64, window: i32) -> String {
    format!("/groups/{id}/replies/{window}")
}

/// What members wrote.
pub fn lines(id: i64) -> String {
    format!("/groups/{id}/lines")
}

/// What to do when words alarm.
pub fn worry(id: i64) -> String {
    format!("/groups/{id}/worry")
}

/// Notes between members.
pub fn seats(id: i64) -> String {
    format!("/groups/{id}/seats")
}

/// Tickets for inboxes.
pub fn seat_tickets(id: i64) -> String {
    format!("/groups/{id}/seats/tickets")
}

/// A therapist's note to one person.
pub fn signed_note(id: i64, seat: i64) -> String {
    format!("/groups/{id}/seats/{seat}/note")
}

/// Leaving a date out.
pub fn skip(id: i64) -> String {
    format!("/groups/{id}/skip")
}

/// A group's report.
pub fn report(id: i64) -> String {
    format!("/groups/{id}/report")
}

/// One ticket for whoever lost their phone.
pub fn lost_phone(id: i64) -> String {
    format!("/groups/{id}/tickets/lost")
}

/// Dealing tickets to a group that meets online.
pub fn deal(id: i64) -> String {
    format!("/groups/{id}/tickets/deal")
}

/// Making unused tickets void.
pub fn void_tickets(id: i64) -> String {
    format!("/groups/{id}/tickets/void")
}

/// Ending every key of the group's members.
pub fn new_keys(id: i64) -> String {
    format!("/groups/{id}/keys")
}

/// What may be changed about a group.
pub fn settings(id: i64) -> String {
    format!("/groups/{id}/settings")
}

/// Who leads a group.
pub fn therapists(id: i64) -> String {
    format!("/groups/{id}/therapists")
}

/// Leading a group no more.
pub fn leave_group(id: i64) -> String {
    format!("/groups/{id}/therapists/leave")
}

/// Putting a group away, or taking it back.
pub fn archive(id: i64) -> String {
    format!("/groups/{id}/archive")
}
