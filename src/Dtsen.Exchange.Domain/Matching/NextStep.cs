namespace Dtsen.Exchange.Domain.Matching;

/// <summary>What the owner of a record does next. The numbers equal those of the proto.</summary>
public enum NextStep
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>Nothing: the record can be used.</summary>
    UseRecord = 1,

    /// <summary>Bring what differs, fields or words of the name, up to date by the person's documents; the record can be used.</summary>
    UpdateRecord = 2,

    /// <summary>Compare the name with the KTP-el.</summary>
    CheckName = 3,

    /// <summary>Compare the NIK with the KTP-el, digit by digit.</summary>
    CheckNik = 4,

    /// <summary>Look at KTP-el and KK: NIK and record are not one person's.</summary>
    CheckIdentity = 5,

    /// <summary>Ask the person for the NIK that remains.</summary>
    AskForOtherNik = 6,

    /// <summary>Ask the person to see Dukcapil.</summary>
    SeeDukcapil = 7,

    /// <summary>Mark the person as deceased.</summary>
    MarkDeceased = 8,

    /// <summary>Write the NIK as exactly 16 digits, as on the KTP-el.</summary>
    CorrectNik = 9,

    /// <summary>Settle which record is right, and send that one tomorrow.</summary>
    TryTomorrow = 10,

    /// <summary>Ask the person for the NIK, and send the record with it.</summary>
    AskForNik = 11,
}
