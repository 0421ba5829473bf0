"""The order that the format asks of the properties inside a paragraph, a run, a table, a section.

Programs forgive much, yet some call a file damaged whose properties stand in another order.
"""

from __future__ import annotations

from typing import Any

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid",
}
PLACES = {
    parent: {name: place for place, name in enumerate(names.split())}
    for parent, names in ORDER.items()
}


def put_in_order(root: Any, namespace: str) -> None:
    """Sort the properties everywhere below ``root``; what is not known goes last."""
    for parent, places in PLACES.items():
        for found in root.iter(f"{{{namespace}}}{parent}"):
            children = list(found)
            ordered = sorted(
                children, key=lambda child: places.get(child.tag.rpartition("}")[2], len(places))
            )
            if ordered != children:
                for child in ordered:
                    found.append(child)
