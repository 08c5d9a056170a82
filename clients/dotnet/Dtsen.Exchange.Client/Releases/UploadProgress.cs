namespace Dtsen.Exchange.Client.Releases;

/// <summary>How far an upload is, told at each acknowledgement.</summary>
/// <param name="KodeKabupatenKota">The kabupaten that moved; empty where a connection was opened.</param>
/// <param name="Rows">Families of it that are durable at the exchange.</param>
/// <param name="TotalRows">Families durable, of all kabupaten.</param>
/// <param name="Complete">Kabupaten declared complete.</param>
/// <param name="Kabupaten">Kabupaten to be uploaded.</param>
public readonly record struct UploadProgress(string KodeKabupatenKota, long Rows, long TotalRows, int Complete, int Kabupaten);
