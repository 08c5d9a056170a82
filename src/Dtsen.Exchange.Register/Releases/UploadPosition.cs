using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>What is durable of a kabupaten.</summary>
/// <param name="Kabupaten">Kabupaten or kota.</param>
/// <param name="Rows">Families on the disk: the next page begins here.</param>
public readonly record struct UploadPosition(WilayahCode Kabupaten, long Rows);
