<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%Ln activities found.</source>
        <translation>
            <numerusform>%Ln activity found.</numerusform>
            <numerusform>%Ln activities found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers deleted.</source>
        <translation>
            <numerusform>%Ln answer deleted.</numerusform>
            <numerusform>%Ln answers deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers stay, because you have changed them since.</source>
        <translation>
            <numerusform>%Ln answer stays, because you have changed it since.</numerusform>
            <numerusform>%Ln answers stay, because you have changed them since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries are already in your journal. They are left out unless you tick them.</source>
        <translation>
            <numerusform>%Ln entry is already in your journal. It is left out unless you tick it.</numerusform>
            <numerusform>%Ln entries are already in your journal. They are left out unless you tick them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries back in the journal</source>
        <translation>
            <numerusform>%Ln entry back in the journal</numerusform>
            <numerusform>%Ln entries back in the journal</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries deleted.</source>
        <translation>
            <numerusform>%Ln entry deleted.</numerusform>
            <numerusform>%Ln entries deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries found.</source>
        <translation>
            <numerusform>%Ln entry found.</numerusform>
            <numerusform>%Ln entries found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries from files without a date</source>
        <translation>
            <numerusform>%Ln entry from a file without a date</numerusform>
            <numerusform>%Ln entries from files without a date</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries from {place}</source>
        <translation>
            <numerusform>%Ln entry from {place}</numerusform>
            <numerusform>%Ln entries from {place}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries imported.</source>
        <translation>
            <numerusform>%Ln entry imported.</numerusform>
            <numerusform>%Ln entries imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries left out.</source>
        <translation>
            <numerusform>%Ln entry left out.</numerusform>
            <numerusform>%Ln entries left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries moved to the bin</source>
        <translation>
            <numerusform>%Ln entry moved to the bin</numerusform>
            <numerusform>%Ln entries moved to the bin</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries saved in {files} files, because a single one would have been too long:</source>
        <translation>
            <numerusform>%Ln entry saved in {files} files, because a single one would have been too long:</numerusform>
            <numerusform>%Ln entries saved in {files} files, because a single one would have been too long:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries saved. Only your account on this computer can read the file.</source>
        <translation>
            <numerusform>%Ln entry saved. Only your account on this computer can read the file.</numerusform>
            <numerusform>%Ln entries saved. Only your account on this computer can read the file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries stay, because you have edited them since.</source>
        <translation>
            <numerusform>%Ln entry stays, because you have edited it since.</numerusform>
            <numerusform>%Ln entries stay, because you have edited them since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries were already in your journal.</source>
        <translation>
            <numerusform>%Ln entry was already in your journal.</numerusform>
            <numerusform>%Ln entries were already in your journal.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries whose day and month could be swapped</source>
        <translation>
            <numerusform>%Ln entry whose day and month could be swapped</numerusform>
            <numerusform>%Ln entries whose day and month could be swapped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln limits are about something you have agreed, which still lists it.</source>
        <translation>
            <numerusform>%Ln limit is about something you have agreed, which still lists it.</numerusform>
            <numerusform>%Ln limits are about something you have agreed, which still lists it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines are too long for a name and were left out.</source>
        <translation>
            <numerusform>%Ln line is too long for a name and was left out.</numerusform>
            <numerusform>%Ln lines are too long for a name and were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new entries are your own. Only you see them.</source>
        <translation>
            <numerusform>%Ln new entry is your own. Only you see it.</numerusform>
            <numerusform>%Ln new entries are your own. Only you see them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are limits. Nobody else learns of them.</source>
        <translation>
            <numerusform>%Ln of them is a limit. Nobody else learns of it.</numerusform>
            <numerusform>%Ln of them are limits. Nobody else learns of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln private answers are on your list now.</source>
        <translation>
            <numerusform>%Ln private answer is on your list now.</numerusform>
            <numerusform>%Ln private answers are on your list now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n activities</source>
        <translation>
            <numerusform>%n activity</numerusform>
            <numerusform>%n activities</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answers</source>
        <translation>
            <numerusform>%n answer</numerusform>
            <numerusform>%n answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>one day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n earlier</source>
        <translation>
            <numerusform>%n earlier</numerusform>
            <numerusform>%n earlier</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries that you would like to know more about before you answer</source>
        <translation>
            <numerusform>%n entry that you would like to know more about before you answer</numerusform>
            <numerusform>%n entries that you would like to know more about before you answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held back</source>
        <translation>
            <numerusform>%n held back</numerusform>
            <numerusform>%n held back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n items are no longer agreed.</source>
        <translation>
            <numerusform>One item is no longer agreed.</numerusform>
            <numerusform>%n items are no longer agreed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n later</source>
        <translation>
            <numerusform>%n later</numerusform>
            <numerusform>%n later</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left as it is</source>
        <translation>
            <numerusform>%n left as it is</numerusform>
            <numerusform>%n left as they are</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more. Type a few letters to find them.</source>
        <translation>
            <numerusform>%n more. Type a few letters to find it.</numerusform>
            <numerusform>%n more. Type a few letters to find them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parts are still waiting for your reply.</source>
        <translation>
            <numerusform>One part is still waiting for your reply.</numerusform>
            <numerusform>%n parts are still waiting for your reply.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parts touch your private answers. Please reply to each.</source>
        <translation>
            <numerusform>One part touches your private answers. Please reply to it.</numerusform>
            <numerusform>%n parts touch your private answers. Please reply to each.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to share</source>
        <translation>
            <numerusform>%n to share</numerusform>
            <numerusform>%n to share</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to take back</source>
        <translation>
            <numerusform>%n to take back</numerusform>
            <numerusform>%n to take back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln entries</source>
        <translation>
            <numerusform>The only entry</numerusform>
            <numerusform>All %Ln entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n…</source>
        <translation>
            <numerusform>All %n…</numerusform>
            <numerusform>All %n…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>An entry can have up to {most} words of each kind. %n from the template did not fit.</source>
        <translation>
            <numerusform>An entry can have up to {most} words of each kind. %n from the template did not fit.</numerusform>
            <numerusform>An entry can have up to {most} words of each kind. %n from the template did not fit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n earlier changes.</source>
        <translation>
            <numerusform>And %n earlier change.</numerusform>
            <numerusform>And %n earlier changes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln entries permanently</source>
        <translation>
            <numerusform>Delete %Ln entry permanently</numerusform>
            <numerusform>Delete %Ln entries permanently</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln entries permanently?</source>
        <translation>
            <numerusform>Delete %Ln entry permanently?</numerusform>
            <numerusform>Delete %Ln entries permanently?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln entries</source>
        <translation>
            <numerusform>Import %Ln entry</numerusform>
            <numerusform>Import %Ln entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keep %Ln of them</source>
        <translation>
            <numerusform>Keep %Ln of them</numerusform>
            <numerusform>Keep %Ln of them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln entries to the bin</source>
        <translation>
            <numerusform>Move %Ln entry to the bin</numerusform>
            <numerusform>Move %Ln entries to the bin</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Refused so far: %n attempts.</source>
        <translation>
            <numerusform>Refused so far: %n attempt.</numerusform>
            <numerusform>Refused so far: %n attempts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %Ln entries</source>
        <translation>
            <numerusform>Restore %Ln entry</numerusform>
            <numerusform>Restore %Ln entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The outline needs %n more things before you can both say yes.</source>
        <translation>
            <numerusform>The outline needs one more thing before you can both say yes.</numerusform>
            <numerusform>The outline needs %n more things before you can both say yes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accord locks in %n minutes. Drafts are kept.</source>
        <translation>
            <numerusform>Accord locks in %n minute. Drafts are kept.</numerusform>
            <numerusform>Accord locks in %n minutes. Drafts are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accord locks in %n seconds</source>
        <translation>
            <numerusform>Accord locks in %n second</numerusform>
            <numerusform>Accord locks in %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ways to meet needs, %n marked</source>
        <translation>
            <numerusform>Ways to meet needs, %n marked</numerusform>
            <numerusform>Ways to meet needs, %n marked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ways to meet these needs, %n marked</source>
        <translation>
            <numerusform>Ways to meet these needs, %n marked</numerusform>
            <numerusform>Ways to meet these needs, %n marked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You are taking %n out. {who} will read the changed text afterwards.</source>
        <translation>
            <numerusform>You are taking %n out. {who} will read the changed text afterwards.</numerusform>
            <numerusform>You are taking %n out. {who} will read the changed text afterwards.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n check-ins</source>
        <translation>
            <numerusform>your one check-in</numerusform>
            <numerusform>all %n check-ins</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{inside} of %n check-ins</source>
        <translation>
            <numerusform>{inside} of %n check-in</numerusform>
            <numerusform>{inside} of %n check-ins</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gaps without a check-in; the longest is {first} to {last}.</source>
        <translation>
            <numerusform>No check-in from {first} to {last}.</numerusform>
            <numerusform>%n gaps without a check-in; the longest is {first} to {last}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There is more than one check-in on %n days; their points are averages.</source>
        <translation>
            <numerusform>There is more than one check-in on %n day; its point is their average.</numerusform>
            <numerusform>There is more than one check-in on %n days; their points are averages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln backups, {size} in all. The latest was made on {when}.</source>
        <translation>
            <numerusform>%Ln backup, {size}, made on {when}.</numerusform>
            <numerusform>%Ln backups, {size} in all. The latest was made on {when}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers on your list</source>
        <translation>
            <numerusform>%Ln answer on your list</numerusform>
            <numerusform>%Ln answers on your list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln own entries</source>
        <translation>
            <numerusform>%Ln own entry</numerusform>
            <numerusform>%Ln own entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers to questions</source>
        <translation>
            <numerusform>%Ln answer to a question</numerusform>
            <numerusform>%Ln answers to questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other things you wrote</source>
        <translation>
            <numerusform>%Ln other thing you wrote</numerusform>
            <numerusform>%Ln other things you wrote</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln limits that are stricter than your answers here</source>
        <translation>
            <numerusform>%Ln limit that is stricter than your answer here</numerusform>
            <numerusform>%Ln limits that are stricter than your answers here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers are different in a copy and stay as they are here.</source>
        <translation>
            <numerusform>One answer is different in a copy and stays as it is here.</numerusform>
            <numerusform>%Ln answers are different in a copy and stay as they are here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln journal entries</source>
        <translation>
            <numerusform>%Ln journal entry</numerusform>
            <numerusform>%Ln journal entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln check-ins</source>
        <translation>
            <numerusform>%Ln check-in</numerusform>
            <numerusform>%Ln check-ins</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answers</source>
        <translation>
            <numerusform>%Ln answer</numerusform>
            <numerusform>%Ln answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln copies could not be read.</source>
        <translation>
            <numerusform>%Ln copy could not be read.</numerusform>
            <numerusform>%Ln copies could not be read.</numerusform>
        </translation>
    </message>
</context>
</TS>
