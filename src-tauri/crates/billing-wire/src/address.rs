//! The address of a tenant, whatever form people paste: with or without scheme, `/api`, slashes, short or staging form.

use billing_domain::BillingError;

/// A tenant's base address, such as `https://acme.console.ves.volterra.io`, without a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TenantAddress {
    scheme: &'static str,
    authority: String,
}

impl TenantAddress {
    /// Normalises pasted text.
    ///
    /// `T.volterra.us` is short for `T.console.ves.volterra.io`; staging tenants answer only at `T.staging.volterra.us`,
    /// for the longer spelling is covered by no certificate. Paths and queries are dropped.
    ///
    /// # Errors
    /// `InvalidInput` for text that is no host name, for credentials in the address, and for plain `http` to anything
    /// but this machine: the token would travel in the open.
    pub fn parse(text: &str) -> Result<Self, BillingError> {
        let (scheme, rest) = split_scheme(text.trim())?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let (host, port) = split_port(&authority)?;
        let local = is_this_machine(host);
        if !local && !is_host_name(host) {
            return Err(not_an_address(text));
        }
        if scheme == "http" && !local {
            return Err(BillingError::invalid("Use https: over http the token could be read on the way."));
        }
        let host = long_form(host);
        Ok(Self { scheme, authority: port.map_or_else(|| host.clone(), |port| format!("{host}:{port}")) })
    }

    /// Scheme and host, without a slash at the end.
    #[must_use]
    pub fn base(&self) -> String {
        format!("{}://{}", self.scheme, self.authority)
    }

    /// The tenant's name: the first label of its host. A machine's own address has none and is its own name.
    #[must_use]
    pub fn tenant(&self) -> &str {
        let host = self.host();
        if is_this_machine(host) { host } else { host.split('.').next().unwrap_or(host) }
    }

    /// True when the server runs on this machine.
    #[must_use]
    pub fn is_local(&self) -> bool {
        is_this_machine(self.host())
    }

    fn host(&self) -> &str {
        split_port(&self.authority).map_or(self.authority.as_str(), |(host, _)| host)
    }
}

fn not_an_address(text: &str) -> BillingError {
    BillingError::invalid(format!(
        "{:?} is not a tenant's address. It looks like https://acme.console.ves.volterra.io",
        text.trim()
    ))
}

fn split_scheme(text: &str) -> Result<(&'static str, &str), BillingError> {
    match text.split_once("://") {
        None => Ok(("https", text)),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => Ok(("https", rest)),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => Ok(("http", rest)),
        Some(_) => Err(not_an_address(text)),
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), BillingError> {
    let after_brackets = authority.rfind(']').map_or(0, |at| at + 1);
    match authority[after_brackets..].rfind(':') {
        None => Ok((authority, None)),
        Some(at) => {
            let (host, port) = authority.split_at(after_brackets + at);
            let port = port[1..].parse().map_err(|_| not_an_address(authority))?;
            Ok((host, Some(port)))
        }
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host == "[::1]"
        || (host.starts_with("127.") && host.parse::<std::net::Ipv4Addr>().is_ok())
}

/// Labels of letters, digits and hyphens. An `@` (credentials) or a space never passes.
fn is_host_name(host: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    host.contains('.') && host.split('.').all(label)
}

fn long_form(host: &str) -> String {
    match host.split('.').collect::<Vec<_>>()[..] {
        [tenant, "volterra", "us"] => format!("{tenant}.console.ves.volterra.io"),
        [tenant, "staging", "console", "ves", "volterra", "io"] => format!("{tenant}.staging.volterra.us"),
        _ => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pasted: &str, base: &str, tenant: &str) {
        let address = TenantAddress::parse(pasted).unwrap();
        assert_eq!((address.base().as_str(), address.tenant()), (base, tenant), "{pasted:?}");
    }

    #[test]
    fn every_pasted_form_becomes_one_address() {
        let base = "https://acme.console.ves.volterra.io";
        for pasted in [
            base,
            "https://acme.console.ves.volterra.io/",
            "https://acme.console.ves.volterra.io/api",
            "https://acme.console.ves.volterra.io/api//\n",
            "HTTPS://ACME.console.ves.volterra.io/web/home?x=1#y",
            "  acme.console.ves.volterra.io ",
            "https://acme.volterra.us",
            "acme.volterra.us/api/",
        ] {
            check(pasted, base, "acme");
        }
    }

    #[test]
    fn staging_and_own_servers_keep_their_host() {
        check("https://acme.staging.volterra.us/api", "https://acme.staging.volterra.us", "acme");
        check("acme.staging.console.ves.volterra.io", "https://acme.staging.volterra.us", "acme");
        check("https://billing.example.org:8443/api", "https://billing.example.org:8443", "billing");
        check("http://127.0.0.1:4711/", "http://127.0.0.1:4711", "127.0.0.1");
        check("http://localhost:80", "http://localhost:80", "localhost");
        check("http://[::1]:9000", "http://[::1]:9000", "[::1]");
        assert!(TenantAddress::parse("http://[::1]:9000").unwrap().is_local());
    }

    #[test]
    fn what_is_no_address_or_not_safe_is_refused() {
        for wrong in [
            "",
            "acme",
            "https://",
            "ftp://acme.volterra.us",
            "http://acme.volterra.us",
            "https://me:secret@acme.volterra.us",
            "https://acme.volterra.us:port",
            "acme corp.volterra.us",
            "http://127.evil.example",
        ] {
            assert!(TenantAddress::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
