//! The desktop suite: journeys in the real window.
