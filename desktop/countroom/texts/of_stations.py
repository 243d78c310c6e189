"""The sentences about a file of polling stations: what is wrong with it, and what to do."""

from countroom.texts.catalogue import N_

STATION_FAULTS = {
    "column_unknown": N_(
        "No column is called “{text}” here. Say what it is by --map “{text}=NAME”, or leave it "
        "out by --map “{text}=”. Names: {names}."
    ),
    "column_named_twice": N_("This column and “{other}” are both {name}. Leave one of them out."),
    "column_of_no_poll": N_(
        "Other columns name their poll, and this one does not. Call it “{name}:POLL”, or leave it "
        "out."
    ),
    "poll_unknown": N_("No poll of this hall is called “{text}”. The polls: {names}."),
    "ward_of_no_poll": N_("{poll} has no ward “{text}”. Write its name as in the source."),
    "no_poll_served": N_("This station serves no poll. Fill in its wards, or take the row out."),
    "station_twice": N_("This station stands in row {first} already. Take one of them out."),
    "station_disagrees": N_(
        "“{text}” is not what row {first} says of the same station. Mend one of them."
    ),
    "entrusted_twice": N_(
        "The papers entrusted to this station stand in row {first} already. Leave one cell empty."
    ),
    "no_boxes": N_("A station has between 1 and {most} boxes. Write how many."),
    "not_for_every_station": N_(
        "Other rows of {ward} have this figure and this one has not. Fill it in, 0 for none."
    ),
    "ward_without_station": N_("{ward} has a poll and no station here. Add its stations."),
}
