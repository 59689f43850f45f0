//! Any bytes as a measure's file: faults or a measure, never a panic; and a measure holds what is asked of one.

#![no_main]

mod holds;

use analytics::Measure;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match Measure::read(bytes) {
        Ok(measure) => holds::all(&measure),
        Err(faults) => assert!(!faults.all().is_empty()),
    }
});
