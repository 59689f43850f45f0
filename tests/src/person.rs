//! Somebody with a browser without JavaScript: keeps cookies, follows links, sends forms as they are on the page.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, ClientBuilder, Response, redirect};

use crate::page::{Form, Page};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// One browser. Clones share its cookies.
#[derive(Clone)]
pub struct Person {
    client: Client,
    house: String,
}

impl Person {
    /// A browser that has been nowhere, in front of the server at `house` (`http://host:port`).
    pub fn new(house: &str) -> Self {
        Self::with(house, HeaderMap::new(), Client::builder())
    }

    /// The same, through a proxy of the network that it is in.
    pub fn through(house: &str, proxy: &str) -> Self {
        let proxy = reqwest::Proxy::http(proxy).expect("an address");
        let builder = Client::builder().proxy(proxy).pool_max_idle_per_host(0);
        Self::with(house, HeaderMap::new(), builder)
    }

    /// The same, behind a proxy of the house that says that the browser is at `place`.
    pub fn from(house: &str, place: &str) -> Self {
        let place = HeaderValue::from_str(place).expect("an address");
        Self::with(
            house,
            HeaderMap::from_iter([(X_FORWARDED_FOR, place)]),
            Client::builder(),
        )
    }

    fn with(house: &str, headers: HeaderMap, builder: ClientBuilder) -> Self {
        let client = builder
            .cookie_store(true)
            .default_headers(headers)
            .redirect(redirect::Policy::limited(5))
            .build();
        Self {
            client: client.expect("a client"),
            house: house.into(),
        }
    }

    /// The same browser with its cookies, when Chorus has moved to the address `house`. A real one keeps a host's
    /// cookies; ports do not matter to it.
    pub fn moved_to(&self, house: &str) -> Self {
        Self {
            client: self.client.clone(),
            house: house.into(),
        }
    }

    /// Opens an address of Chorus, with or without its host.
    pub async fn get(&self, address: &str) -> Page {
        let request = self
            .client
            .get(self.whole(address))
            .header("sec-fetch-site", "none");
        self.page(request.send().await.expect("an answer")).await
    }

    /// Sends a form with what is filled in.
    pub async fn send(&self, form: &Form) -> Page {
        if form.method == "get" {
            let query = encoded(&form.values);
            return self.get(&format!("{}?{query}", form.action)).await;
        }
        self.post(&form.action, &form.values).await
    }

    /// Posts fields as a form on one of our own pages would.
    pub async fn post(&self, address: &str, fields: &[(String, String)]) -> Page {
        let request = self.client.post(self.whole(address)).form(fields);
        let request = request
            .header("origin", &self.house)
            .header("sec-fetch-site", "same-origin");
        self.page(request.send().await.expect("an answer")).await
    }

    /// The client itself, for what no browser would do.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// `address` with host and port.
    pub fn whole(&self, address: &str) -> String {
        if address.starts_with("http") {
            address.into()
        } else {
            format!("{}{address}", self.house)
        }
    }

    /// What a reply shows.
    pub async fn page(&self, response: Response) -> Page {
        let mut address = response.url().path().to_owned();
        if let Some(query) = response.url().query() {
            address = format!("{address}?{query}");
        }
        let text = |value: &reqwest::header::HeaderValue| {
            String::from_utf8_lossy(value.as_bytes()).into_owned()
        };
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), text(value)))
            .collect();
        let status = response.status().as_u16();
        let bytes = response.bytes().await.expect("the whole reply").to_vec();
        Page {
            status,
            address,
            headers,
            bytes,
        }
    }
}

fn encoded(values: &[(String, String)]) -> String {
    let mut url = reqwest::Url::parse("http://x/").expect("BUG: an address");
    url.query_pairs_mut().extend_pairs(values);
    url.query().unwrap_or_default().to_owned()
}
