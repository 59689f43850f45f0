//! A service at work, with one of each role and a member in it, and a walk through every page that links lead to.

use app::entities::staff::Role;
use app::urls::{self, route};

use crate::circle::Circle;
use crate::house::House;
use crate::page::{Form, Page};
use crate::person::Person;

/// More pages than a walk needs; it ends there.
const FAR: usize = 100;

/// A group with evenings behind it and a session open, and whoever has to do with it, each at a browser of their own.
pub struct Service {
    /// The group.
    pub circle: Circle,
    /// Ann, who leads it.
    pub therapist: Person,
    /// Sue, who supervises it.
    pub supervisor: Person,
    /// Ada.
    pub administrator: Person,
    /// A phone of one of its members, which remembers nobody.
    pub member: Person,
}

impl Service {
    /// Everybody comes to work.
    pub async fn at_work(house: &House) -> Self {
        let ann = house.hire("ann@example.org", Role::Therapist).await;
        let mut circle = Circle::of(house, 8, 1, &[ann]).await;
        circle.past(house, 3, 6).await;
        circle.print(house, 8).await;
        house.later(jiff::SignedDuration::from_secs(1)).await;
        circle.open(house).await;
        Self {
            therapist: house.sign_in("ann@example.org").await,
            supervisor: house.staff("sue@example.org", Role::Supervisor).await,
            administrator: house.staff("ada@example.org", Role::Administrator).await,
            member: house.visitor(),
            circle,
        }
    }

    /// Everybody with every page that they get to by links alone.
    pub async fn walks(&self) -> Vec<(&Person, Page)> {
        let code = &self.circle.group.code;
        let members = [
            self.circle.address(),
            self.circle.ticket(0),
            urls::heard(code),
            urls::own(code),
            urls::inbox(code),
        ];
        let mut seen = Vec::new();
        for person in [&self.therapist, &self.supervisor, &self.administrator] {
            for address in addresses(person, &[route::GROUPS.to_owned()]).await {
                seen.push((person, person.get(&address).await));
            }
        }
        for address in addresses(&self.member, &members).await {
            seen.push((&self.member, self.member.get(&address).await));
        }
        assert!(seen.len() > 40, "only {} pages were found", seen.len());
        seen
    }

    /// Every form that changes something, each address once, with whoever sees it.
    pub async fn forms(&self) -> Vec<(&Person, Form)> {
        let mut found: Vec<(&Person, Form)> = Vec::new();
        for (person, page) in self.walks().await {
            for form in page.forms() {
                let known = found.iter().any(|(_, known)| known.action == form.action);
                if form.method == "post" && !known {
                    found.push((person, form));
                }
            }
        }
        assert!(found.len() > 15, "only {} forms were found", found.len());
        found
    }
}

/// The addresses of every page that links from `start` lead `person` to.
pub async fn addresses(person: &Person, start: &[String]) -> Vec<String> {
    let mut found: Vec<String> = start.to_vec();
    let mut next = 0;
    while next < found.len() && found.len() < FAR {
        for link in person.get(&found[next]).await.links() {
            let link = link.split('#').next().unwrap_or_default().to_owned();
            if link.starts_with('/') && !link.contains("sign-out") && !found.contains(&link) {
                found.push(link);
            }
        }
        next += 1;
    }
    found
}
