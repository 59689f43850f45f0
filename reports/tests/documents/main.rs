//! Documents as their readers get them: read back with poppler, qpdf, zbar and the models of FHIR.

mod progress;
mod report;
mod sample;
mod scope;
mod scope_files;
mod scope_sample;
mod scope_tables;
mod service;
mod tickets;
mod tools;
