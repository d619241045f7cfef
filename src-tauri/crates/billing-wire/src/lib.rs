//! JSON shapes of the public Billing And Usage API, its operation table and the conversions.
