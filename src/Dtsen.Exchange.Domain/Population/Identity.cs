using System.Text;

namespace Dtsen.Exchange.Domain.Population;

/// <summary>What is said of who a person is; null where nothing is said.</summary>
public sealed class Identity
{
    /// <param name="name">Name as registered.</param>
    /// <param name="birthDate">Date of birth.</param>
    /// <param name="sex">Sex.</param>
    public Identity(string? name, DateOnly? birthDate, Sex? sex)
    {
        FoldedName = name is null ? null : Encoding.UTF8.GetBytes(Domain.FoldedName.Fold(name));
        BirthDate = birthDate;
        Sex = sex;
    }

    /// <summary>The name as <see cref="Domain.FoldedName"/> folds it, in UTF-8.</summary>
    public byte[]? FoldedName { get; }

    /// <summary>Date of birth.</summary>
    public DateOnly? BirthDate { get; }

    /// <summary>Sex.</summary>
    public Sex? Sex { get; }
}
