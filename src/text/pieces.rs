//! The methods of every text that is made piece by piece. Text of others needs the writer that each type has for it.

/// Gives a type the pieces of the product's own, which are known when it is compiled, and other texts of the same type.
macro_rules! made_of_pieces {
    ($text:ident) => {
        impl $text {
            /// A text of the product's own.
            #[must_use]
            pub fn own(text: &'static str) -> Self {
                Self(text.to_owned())
            }

            /// Appends more of the product's own text.
            #[must_use]
            pub fn and(mut self, text: &'static str) -> Self {
                self.0.push_str(text);
                self
            }

            /// Appends another text of this type.
            #[must_use]
            pub fn with(mut self, other: &Self) -> Self {
                self.0.push_str(&other.0);
                self
            }
        }
    };
}

pub(crate) use made_of_pieces;
