//! Any bytes inside a Questionnaire, with what somebody says besides: faults or a measure, never a panic.

#![no_main]

mod holds;

use analytics::Measure;
use analytics::measure::Said;
use libfuzzer_sys::fuzz_target;

const HEAD: &[u8] = br#"{"resourceType":"Questionnaire","title":"T","item":["#;

fuzz_target!(|bytes: &[u8]| {
    let said = Said {
        id: Some("fuzzed".into()),
        licence: Some("CC0-1.0".into()),
        higher_is_worse: Some(true),
    };
    // What is no document is the rest of one, to get past its head.
    let whole = match bytes.starts_with(b"{") {
        true => bytes.to_vec(),
        false => [HEAD, bytes].concat(),
    };
    match Measure::read_with(&whole, &said) {
        Ok(measure) => holds::all(&measure),
        Err(faults) => assert!(!faults.all().is_empty()),
    }
});
