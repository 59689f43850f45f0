//! How soon the program answers on a database that is there, and how long a therapist waits for a dashboard.

use app::urls;
use tests::house::PASSWORD;
use tests::person::Person;

use crate::figures::{Times, timed};
use crate::served::Served;
use crate::service::{PAST, Service, THERAPIST};

/// How often each is done.
const STARTS: usize = 9;
const LOOKS: usize = 100;

/// From the program's start to its first page, again and again.
pub async fn starts(service: &Service) -> Times {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let served = Served::start(service.folder.path(), &service.database, "chorus").await;
        times.push(served.started);
        served.kill().await;
    }
    Times::of(times)
}

/// The dashboard of the group with a long past, opened again and again by the one who leads it.
pub async fn dashboard(service: &Service, served: &Served) -> Times {
    let ann = Person::new(&served.address);
    let form = ann.get(urls::route::SIGN_IN).await.form("sign-in");
    let form = form.with("email", THERAPIST).with("password", PASSWORD);
    let page = ann.send(&form).await;
    assert_eq!(page.address, urls::route::GROUPS, "{}", page.text());
    let address = urls::group(service.long.id);
    let mut times = Vec::new();
    for _ in 0..LOOKS {
        let (took, page) = timed(ann.get(&address)).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(page.says(&PAST.to_string()), "{}", page.text());
        times.push(took);
    }
    Times::of(times)
}
