//! The same thing in three versions.

/// One of the two versions that are brought together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// The version here.
    Ours,
    /// The version from elsewhere.
    Theirs,
}

/// The same thing in the version that both began from, in ours and in theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Three<T> {
    pub(super) base: T,
    pub(super) ours: T,
    pub(super) theirs: T,
}

impl<T> Three<T> {
    pub(super) fn map<U>(self, mut each: impl FnMut(T) -> U) -> Three<U> {
        Three {
            base: each(self.base),
            ours: each(self.ours),
            theirs: each(self.theirs),
        }
    }

    pub(super) fn as_ref(&self) -> Three<&T> {
        Three {
            base: &self.base,
            ours: &self.ours,
            theirs: &self.theirs,
        }
    }

    pub(super) fn each(&self) -> [&T; 3] {
        [&self.base, &self.ours, &self.theirs]
    }

    pub(super) fn of(&self, side: Side) -> &T {
        match side {
            Side::Ours => &self.ours,
            Side::Theirs => &self.theirs,
        }
    }

    /// The side that is to be taken where one changed and the other did not, or both changed alike; none where both changed
    /// differently.
    pub(super) fn settled(&self, same: impl Fn(&T, &T) -> bool) -> Option<Side> {
        if same(&self.ours, &self.theirs) || same(&self.theirs, &self.base) {
            Some(Side::Ours)
        } else if same(&self.ours, &self.base) {
            Some(Side::Theirs)
        } else {
            None
        }
    }
}
