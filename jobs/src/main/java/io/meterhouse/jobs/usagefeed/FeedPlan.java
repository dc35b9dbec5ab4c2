package io.meterhouse.jobs.usagefeed;

import io.meterhouse.jobs.runs.Gap;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a feed is to be read.
 *
 * @param slices the days, in pieces that are read at once
 * @param refusedDays days that stay as they are because a file that holds them is refused, with the reason
 * @param gaps the files that are refused
 * @param remarks what else is worth knowing
 * @param filesOfTheseDays files of which every day is settled once those days are
 */
record FeedPlan(
        List<List<LocalDate>> slices,
        SortedMap<LocalDate, String> refusedDays,
        List<Gap> gaps,
        List<String> remarks,
        List<FeedFile> filesOfTheseDays) {

    FeedPlan {
        slices = List.copyOf(slices);
        refusedDays = new TreeMap<>(Map.copyOf(refusedDays));
        gaps = List.copyOf(gaps);
        remarks = List.copyOf(remarks);
        filesOfTheseDays = List.copyOf(filesOfTheseDays);
    }

    List<LocalDate> days() {
        return slices.stream().flatMap(List::stream).toList();
    }
}
