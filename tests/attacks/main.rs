//! The attacks of docs/privacy.md, each shown to win against a deliberately weak fixture.

mod absentee;
mod backups;
mod insider;
mod logs;
mod polling;
mod scopes;
mod seats;
mod seen;
mod stolen;
mod sums;

/// How many simulated groups: all of them with `CHORUS_LONG=1`, otherwise a tenth.
#[expect(
    clippy::disallowed_methods,
    reason = "the command says how long a run is wanted"
)]
fn groups(all: usize) -> usize {
    let long = std::env::var("CHORUS_LONG").is_ok_and(|long| long == "1");
    if long { all } else { all / 10 }
}
