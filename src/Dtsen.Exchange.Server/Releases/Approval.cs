namespace Dtsen.Exchange.Server.Releases;

/// <summary>How an approval ended.</summary>
/// <param name="IsCarriedOut">False: the proposal was carried out by another's approval, or overtaken.</param>
/// <param name="Seq">Entry of the change log that carried it out; 0 where it was not.</param>
/// <param name="LastSeq">The last entry that came of it: a release whose day has come is effective by an entry of its own.</param>
internal readonly record struct Approval(bool IsCarriedOut, long Seq, long LastSeq);
