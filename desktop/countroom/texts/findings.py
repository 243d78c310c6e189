"""The sentences of the checks, by code: what is compared, with the numbers, then what to do."""

from countroom.texts.catalogue import N_

FINDINGS = {
    "V01": N_(
        "the boxes add up to {boxes} papers, the signed statement says {verified}. "
        "Have the statement made out again."
    ),
    "V02": N_(
        "{rejected} papers rejected is more than the {verified} verified. "
        "Look at the rejected papers on the sheet and key them again."
    ),
    "V03": N_(
        "{in_part} papers rejected in part, and there can be {most} at the most. "
        "Look at that line on the paper and key it again."
    ),
    "V04": N_(
        "{names} has {votes} votes, more than the {valid} valid papers. "
        "Look at that line on the paper and key it again."
    ),
    "V05": N_(
        "{votes} votes are more than the {valid} valid papers. "
        "Look at every line on the paper and key again what differs."
    ),
    "V06": N_(
        "{votes} votes are fewer than the {valid} valid papers. "
        "Look for a bundle that was left out, then for a wrong figure."
    ),
    "V07": N_(
        "{votes} votes are more than {valid} valid papers can hold with {seats} seats. "
        "Look for a bundle counted twice or a wrong figure."
    ),
    "V08": N_(
        "{votes} votes are fewer than the {valid} valid papers, and each holds one at least. "
        "Look for sheets or bundles that were left out."
    ),
    "V09": N_(
        "{verified} papers verified is more than the electorate of {electorate}. "
        "Check the electorate against the register and the boxes against their accounts."
    ),
    "V10": N_(
        "{counted} postal papers counted is more than the {issued} issued. "
        "Check the postal boxes and the number issued."
    ),
    "V11": N_(
        "{papers} papers on sheets and {rejected} rejected make {accounted}, "
        "but {verified} were verified (difference {difference}). "
        "Look for papers that were not brought to the count, or were counted twice."
    ),
    "V12": N_(
        "{votes} votes and {unused} unused do not make {papers} papers times {seats} seats. "
        "Look at the line of unused votes and key it again."
    ),
    "V13": N_(
        "the {elected} named as elected are not the {seats} with most votes. "
        "Draw the result from the figures again."
    ),
    "V14": N_("count sheets are outstanding: {sheets}, first {sheet}. Key them twice."),
    "V15": N_(
        "boxes are outstanding: {boxes}, first account sheet {sheet}. "
        "Receive the box and key its account twice."
    ),
    "V16": N_(
        "combined polls wait for each other, and contests are not verified: {contests} ({names}). "
        "Verify every box of every combined poll first."
    ),
    "V17": N_(
        "first preferences and rejected papers make {found}, but {expected} were verified "
        "(difference {difference}). Look for papers left out or counted twice."
    ),
    "V18": N_(
        "sheet {sheet}: second preferences and rejected papers make {found}, but the sheet says "
        "{expected} papers (difference {difference}). Look at the sheet and key it again."
    ),
    "V19": N_(
        "the stage holds {found}, but {expected} were valid (difference {difference}). "
        "Check the papers of this stage."
    ),
    "V20": N_(
        "list votes and rejected papers make {found}, but {expected} were verified "
        "(difference {difference}). Look for papers left out or counted twice."
    ),
    "V21": N_(
        "account sheet {sheet}: {unused} unused and {spoilt} spoilt papers are more than the "
        "{entrusted} entrusted. Look at the account and key it again."
    ),
    "V22": N_(
        "the constituencies make {found}, the region says {expected} "
        "(difference {difference}). Check which constituency is missing."
    ),
    "V23": N_(
        "{issued} papers were issued to the tables, but {verified} were verified "
        "(difference {difference}). Look for papers that were not brought to a table, "
        "then for a parcel that was not written down."
    ),
    "V24": N_(
        "{names}: its sheets account for {accounted} papers, but {issued} were issued to it "
        "(difference {difference}). Look for papers still on the table, a sheet left out, "
        "or papers counted at another table."
    ),
    "V25": N_(
        "sheet {sheet}: {bundles} bundles of {names} have no size, so their papers would be lost. "
        "Look at the sheet and key how many papers a bundle holds."
    ),
    "V26": N_(
        "sheet {sheet}: {rejected} papers rejected and {allowed} allowed should make the "
        "{doubtful} doubtful ones, and the {in_part} rejected in part are among those allowed. "
        "Look at the sheet and key it again."
    ),
    "V27": N_(
        "{names}: account sheet {sheet} expects {account} papers, but the openings of postal votes "
        "put {ledger} into the box. Look at both papers and mend the one that is wrong."
    ),
    "V28": N_(
        "sheet {sheet}: the agent of {names} objected to {objected} rejections, but {rejected} "
        "papers were rejected in whole or in part. Look at the sheet and key it again."
    ),
    "W01": N_(
        "{votes} votes on {valid} valid papers is unusual for a ward of this size. "
        "Look at the block votes, then give the reason."
    ),
    "W02": N_(
        "{rejected} of {verified} papers rejected is more than the {usual} that are usual at most. "
        "Look at the rejected papers, then give the reason."
    ),
    "W03": N_(
        "{verified} papers from an electorate of {electorate} is an unusual turnout. "
        "Check both figures, then give the reason."
    ),
    "W04": N_(
        "{names} stand for one party and have {one} and {other} votes. "
        "Look for a bundle on the wrong pile or a wrong figure, then give the reason."
    ),
    "W05": N_(
        "{names} stand for different parties and have {one} and {other} votes, the same figure. "
        "Look whether one was written twice, then give the reason."
    ),
    "W06": N_(
        "{names} have {one} and {other} votes, each far from their own party's and near the "
        "other's. Look whether the two figures were exchanged, then give the reason."
    ),
    "W07": N_(
        "{names} have {one} and {other} votes: each has the share that the other's party had last "
        "time. Look whether the two figures were exchanged, then give the reason."
    ),
    "W08": N_(
        "{names}: {papers} papers were counted, but {electorate} electors are on its register. "
        "Look for papers of another station and at both figures, then give the reason."
    ),
    "N01": N_("{candidates} candidates share a surname ({names}): read out full names."),
    "N02": N_(
        "{candidates} candidates have similar surnames ({names}): look through the bundles of each "
        "for papers of the other, and read out full names."
    ),
    "N03": N_(
        "the difference of {difference} ({names}) is exactly one bundle. "
        "Look for a bundle left out or counted twice."
    ),
    "N04": N_(
        "the difference of {difference} ({names}) is exactly a thousand. "
        "Look for a figure with a wrong digit, then for a batch left out or counted twice."
    ),
    "N05": N_(
        "the difference of {difference} ({names}) is exactly the papers on sheet {sheet}. "
        "Look whether they were left out or counted twice."
    ),
    "N06": N_(
        "the difference of {difference} is exactly the papers of one box ({names}). "
        "Look whether they were brought to the count, or counted twice."
    ),
    "N07": N_(
        "{names}: at this table the two have {one} and {other} votes, each the share that the "
        "other has elsewhere. Look whether the two figures were exchanged."
    ),
}

FIRST_PREFERENCES = {
    "V04": N_(
        "{names} has {votes} first preferences, more than the {valid} valid papers. "
        "Look at that line on the paper and key it again."
    ),
    "V05": N_(
        "{votes} first preferences are more than the {valid} valid papers. "
        "Look at every line on the paper and key again what differs."
    ),
    "V06": N_(
        "{votes} first preferences are fewer than the {valid} valid papers. "
        "Look for a bundle that was left out, then for a wrong figure."
    ),
}
"""What is said of votes that are first preferences."""

WITHOUT_SHEET = {
    "V14": N_(
        "tables that are open have no sheet: {sheets}. "
        "Add a sheet and key it twice, or close the table."
    ),
    "V18": N_(
        "second preferences make {found}, but the candidates who went out had {expected} first "
        "preferences (difference {difference}). "
        "Count again the papers whose second preference is for nobody remaining."
    ),
}
"""What is said instead where a check that names a sheet found none to name."""
