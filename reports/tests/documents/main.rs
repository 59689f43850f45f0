//! Documents as their readers get them: read back with poppler, qpdf and zbar, which must be installed.

mod report;
mod sample;
mod tickets;
mod tools;
