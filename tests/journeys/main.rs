//! Everything that staff and members do, over HTTP, on both databases; what only a browser sees is in `browser`.

mod answered;
mod closing;
mod evening;
mod group;
mod guessing;
mod heard;
mod invariants;
mod mail;
mod mail_faults;
mod mail_pages;
mod mail_server;
mod notes;
mod oversized;
mod overview;
mod own;
mod report;
mod schedules;
mod scope_documents;
mod scope_reports;
mod scope_reports_made;
mod settled;
mod show;
mod signing_in;
mod strangers;
mod tablet;
mod teams;
