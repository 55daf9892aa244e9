package io.chantier.approval;

/** What somebody who has a link may do besides looking. */
public enum Right {
    COMMENT,
    APPROVE,

    /** Texts, pictures and what they show; never what a page is made of. */
    EDIT,

    /** Sections, look and colours as well. */
    ARRANGE
}
