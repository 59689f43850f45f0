//! `chorus key rotate` is killed at random moments: every time either the old key or the new one opens everything, and
//! tickets on paper are still known at the end.

use std::process::Stdio;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tests::program;

use crate::robots::Member;
use crate::service::Service;

const KILLS: usize = 20;
const GROUPS: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rotation_that_is_killed_loses_no_key_and_no_ticket() {
    let mut chance = StdRng::seed_from_u64(11);
    let mut service = Service::prepare(GROUPS, 8).await;
    let mut members: Vec<Vec<Member>> = service
        .tickets
        .iter()
        .map(|tickets| Member::each(tickets))
        .collect();
    for _ in 0..KILLS {
        let started = program::command(service.folder())
            .args(["key", "rotate"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut rotating = started.expect("the program starts");
        let life = Duration::from_millis(chance.random_range(10..400));
        let _ = tokio::time::timeout(life, rotating.wait()).await;
        let _ = rotating.kill().await;
        // The library opens every roster, or there is no key; what was laid aside is gone afterwards.
        service.opens().await;
    }
    // Everybody's ticket was printed under a key that is gone by now.
    let closes_at = service.open_sessions(20_000).await;
    service.start().await;
    for (members, code) in members.iter_mut().zip(&service.codes) {
        for member in members {
            let (status, page) = member.try_once(&service.address, code, 2).await;
            assert_eq!(status, 200, "a ticket is not known any more:\n{page}");
        }
    }
    service.wait_for_closes(closes_at).await;
    service.stop().await;
    assert_eq!(service.check(&mut members).await, GROUPS);
}
