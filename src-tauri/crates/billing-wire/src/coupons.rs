//! Coupons as JSON.

use crate::numbers::Integer;
use crate::schema::OneOf;
use crate::shape::{Shape, shape};
use crate::words::Word;
use billing_domain::BillingError;
use billing_domain::coupons::{Coupon as Noun, DiscountType};

shape! {
    /// A coupon: hundredths of its currency, or steps of 0.01 %.
    pub struct Coupon = "usageCoupon" {
        /// For people.
        title: String,
        /// Fixed amount or percentage.
        discount_type: String as OneOf<DiscountType>,
        /// In the unit of `discount_type`.
        discount_amount: Integer,
    }
}

impl Shape for Coupon {
    type Noun = Noun;

    fn encode(noun: &Noun) -> Result<Self, BillingError> {
        Ok(Self {
            title: Some(noun.title.clone()),
            discount_type: noun.discount_type.to_field(),
            discount_amount: Some(Integer(noun.discount_amount)),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<Noun, BillingError> {
        Ok(Noun {
            title: self.title.unwrap_or_default(),
            discount_type: DiscountType::from_field(self.discount_type),
            discount_amount: self.discount_amount.unwrap_or_default().0,
        })
    }
}
