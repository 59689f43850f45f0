//! Chorus is killed at random moments: while people answer, while boxes close, while reports are made. It loses nothing that it
//! gave thanks for, and does nothing twice. A full disk and a database that goes away are met the same way.

mod luck;
mod replicas;
mod robots;
mod rotation;
mod service;
mod stopping;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use robots::Member;
use service::Service;

const EVENINGS: u64 = 10;
const KILLS_AN_EVENING: u64 = 5;
const GROUPS: usize = 3;
const PEOPLE: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_kills_lose_no_ballot_and_count_none_twice() {
    let mut chance = StdRng::seed_from_u64(50);
    let mut service = Service::prepare(GROUPS, PEOPLE).await;
    let mut members: Vec<Vec<Member>> = service
        .tickets
        .iter()
        .map(|tickets| Member::each(tickets))
        .collect();
    let mut shown = 0;
    for _ in 0..EVENINGS {
        // Long enough for kills before, around and after the closing time.
        let closes_at = service
            .open_sessions(chance.random_range(1_500..3_500))
            .await;
        for _ in 0..KILLS_AN_EVENING {
            service.start().await;
            let robots: Vec<_> = members
                .iter_mut()
                .zip(&service.codes)
                .map(|(members, code)| {
                    robots::answer_until_it_dies(members, &service.address, code)
                })
                .collect();
            let life = std::time::Duration::from_millis(chance.random_range(20..900));
            let killing = async {
                tokio::time::sleep(life).await;
                service
                    .child
                    .as_mut()
                    .expect("it runs")
                    .kill()
                    .await
                    .expect("killed");
            };
            tokio::join!(futures(robots), killing);
            service.child = None;
        }
        service.start().await;
        service.wait_for_closes(closes_at).await;
        service.stop().await;
        shown += service.check(&mut members).await;
    }
    assert!(shown > 0, "nobody was quick enough to be counted");
}

async fn futures(robots: Vec<impl Future<Output = ()>>) {
    let mut set: Vec<_> = robots.into_iter().map(Box::pin).collect();
    std::future::poll_fn(|context| {
        set.retain_mut(|robot| robot.as_mut().poll(context).is_pending());
        if set.is_empty() {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
}
