//! A program that is asked to stop says so to its proxy first, answers what still comes, and ends well.

use std::time::Duration;

use app::urls::route;

use crate::service::Service;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readiness_goes_first_and_requests_are_answered_meanwhile() {
    let mut service = Service::prepare(1, 8).await;
    service.start().await;
    let ask = async |path: &str| {
        let reply = reqwest::get(format!("{}{path}", service.address)).await;
        reply.expect("an answer").status().as_u16()
    };
    assert_eq!(ask(route::READY).await, 200, "somebody looks after it");
    let mut child = service.child.take().expect("it runs");
    let number = child.id().expect("it runs").to_string();
    let sent = std::process::Command::new("kill")
        .args(["-TERM", &number])
        .status();
    assert!(sent.expect("kill").success());
    for tries in 0.. {
        match ask(route::READY).await {
            503 => break,
            status => assert!(status == 200 && tries < 200, "{status}"),
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let page = app::urls::group_page(&service.codes[0]);
    assert_eq!(ask(&page).await, 200, "members are still let in");
    assert_eq!(ask(route::LIVE).await, 200, "nobody restarts it");
    let status = tokio::time::timeout(Duration::from_secs(60), child.wait()).await;
    assert!(status.expect("it ends").expect("a status").success());
}
