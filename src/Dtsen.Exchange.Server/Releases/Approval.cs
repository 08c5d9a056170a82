namespace Dtsen.Exchange.Server.Releases;

/// <summary>How an approval ended.</summary>
/// <param name="IsCarriedOut">False: the proposal was carried out by another's approval, or overtaken.</param>
/// <param name="Seq">Entry of the change log that carried it out; 0 where it was not.</param>
internal readonly record struct Approval(bool IsCarriedOut, long Seq);
