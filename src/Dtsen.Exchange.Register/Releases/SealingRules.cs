using Dtsen.Exchange.Domain.Variables;
using Dtsen.Exchange.Domain.Wilayahs;

namespace Dtsen.Exchange.Register.Releases;

/// <summary>By what families are judged.</summary>
/// <param name="Catalogue">Variables and code lists of the release's version.</param>
/// <param name="Wilayah">Regions.</param>
/// <param name="UploadDay">Day of the upload, WIB: nobody is born after it.</param>
public sealed record SealingRules(VariableCatalogue Catalogue, WilayahTable Wilayah, DateOnly UploadDay);
