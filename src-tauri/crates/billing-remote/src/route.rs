//! The way to a tenant: straight, or through a proxy.

use crate::backend::RemoteOptions;
use billing_domain::BillingError;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use reqwest::Url;

/// The way to a tenant.
#[derive(Debug)]
pub(crate) enum Route {
    /// To the tenant itself.
    Straight,
    /// Asks somebody else to connect.
    Through(Proxy),
}

/// Who connects for us.
#[derive(Debug)]
pub(crate) struct Proxy {
    /// Host name or address.
    pub(crate) host: String,
    /// Where it listens.
    pub(crate) port: u16,
    /// Whether the way to the proxy itself is TLS.
    pub(crate) is_tls: bool,
    /// `Proxy-Authorization`.
    pub(crate) authorization: Option<String>,
    url: Url,
}

impl Route {
    /// What the account says, else what the system says. What runs on this machine is reached straight.
    ///
    /// # Errors
    /// `InvalidInput` for a proxy that is no address or of a kind that is not supported.
    pub(crate) fn to(options: &RemoteOptions) -> Result<Self, BillingError> {
        if options.address.is_local() && options.proxy.is_none() {
            return Ok(Self::Straight);
        }
        let target = options.address.base().parse();
        let target = target.map_err(|_| BillingError::internal("The tenant's address is no URL."))?;
        let matcher = match options.proxy.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            Some(own) => {
                proxy_url(own)?;
                Matcher::builder().all(own.to_owned()).build()
            }
            None => Matcher::from_system(),
        };
        match matcher.intercept(&target) {
            Some(intercept) => Proxy::new(&intercept).map(Self::Through),
            None => Ok(Self::Straight),
        }
    }
}

impl Proxy {
    fn new(intercept: &Intercept) -> Result<Self, BillingError> {
        let url = proxy_url(&intercept.uri().to_string())?;
        let authorization = intercept.basic_auth().and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(Self {
            host: url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned(),
            port: url.port_or_known_default().unwrap_or(80),
            is_tls: url.scheme() == "https",
            authorization,
            url,
        })
    }

    /// Its address without name and password.
    pub(crate) fn base(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    pub(crate) fn for_client(&self) -> Result<reqwest::Proxy, BillingError> {
        let unusable = |_| BillingError::invalid("The proxy cannot be used: check its address.");
        let mut proxy = reqwest::Proxy::all(self.url.clone()).map_err(unusable)?;
        if let Some(authorization) = &self.authorization {
            let mut value = reqwest::header::HeaderValue::from_str(authorization)
                .map_err(|_| BillingError::invalid("The proxy's name and password cannot be sent."))?;
            value.set_sensitive(true);
            proxy = proxy.custom_http_auth(value);
        }
        Ok(proxy)
    }
}

/// `proxy.example:3128` means http.
fn proxy_url(text: &str) -> Result<Url, BillingError> {
    let wrong = || {
        BillingError::invalid(
            "The proxy is no address: it looks like http://proxy.example:3128, or http://name:password@proxy.example:3128.",
        )
    };
    let whole = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let url = Url::parse(&whole).map_err(|_| wrong())?;
    match url.scheme() {
        "http" | "https" if url.host_str().is_some_and(|host| !host.is_empty()) => Ok(url),
        "http" | "https" => Err(wrong()),
        other => {
            let message = format!("Proxies of the kind {other} are not supported: use an http proxy.");
            Err(BillingError::invalid(message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Secret;
    use billing_wire::address::TenantAddress;

    fn route(address: &str, proxy: Option<&str>) -> Result<Route, BillingError> {
        let mut options =
            RemoteOptions::new(TenantAddress::parse(address).unwrap(), Secret::new("token-of-the-tests"));
        options.proxy = proxy.map(str::to_owned);
        Route::to(&options)
    }

    #[test]
    fn a_proxy_is_read_with_its_password_and_shown_without() {
        let Route::Through(proxy) =
            route("acme.volterra.us", Some("http://me:s%40crt@proxy.example:3128/")).unwrap()
        else {
            panic!("straight")
        };
        assert_eq!((proxy.base().as_str(), proxy.is_tls), ("proxy.example:3128", false));
        assert_eq!(proxy.authorization.as_deref(), Some("Basic bWU6c0BjcnQ="), "me:s@crt");
        let Route::Through(bare) = route("acme.volterra.us", Some("10.0.0.1:8080")).unwrap() else {
            panic!("straight")
        };
        assert_eq!((bare.base().as_str(), bare.authorization), ("10.0.0.1:8080", None));
    }

    #[test]
    fn what_is_no_proxy_is_refused_in_words() {
        for (wrong, word) in
            [("socks5://proxy.example:1080", "socks5"), ("http://", "no address"), ("a b", "no address")]
        {
            let error = route("acme.volterra.us", Some(wrong)).unwrap_err();
            assert!(error.message.contains(word), "{wrong}: {error}");
        }
    }

    #[test]
    fn this_machine_needs_no_proxy() {
        assert!(matches!(route("http://127.0.0.1:4711", None).unwrap(), Route::Straight));
    }
}
