using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KafkaAspire.Docs.Tests.Structure;

/// <summary>
/// What a project promises to others, a line each, read from its sources: so it can be listed where what the project refers to is not at hand.
/// </summary>
internal static class PublicApi
{
    public static IReadOnlyList<string> Of(string project) =>
    [
        .. WorkingCopy.Files(project, "*.cs")
            .SelectMany(path => CSharpSyntaxTree.ParseText(WorkingCopy.Read(path)).GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Where(IsVisible).SelectMany(Lines).Distinct().Order(StringComparer.Ordinal),
    ];

    private static bool IsVisible(MemberDeclarationSyntax member) =>
        IsPublic(member) && member.Ancestors().OfType<BaseTypeDeclarationSyntax>().All(IsPublic);

    private static bool IsPublic(MemberDeclarationSyntax member) =>
        member.Modifiers.Any(SyntaxKind.PublicKeyword) || member.Modifiers.Any(SyntaxKind.ProtectedKeyword)
        || member.Parent is InterfaceDeclarationSyntax;

    private static IEnumerable<string> Lines(BaseTypeDeclarationSyntax type)
    {
        string name = NameOf(type);
        yield return $"{name}: {Text(Head(type))}";
        var members = type switch
        {
            EnumDeclarationSyntax choice => choice.Members,
            TypeDeclarationSyntax other => other.Members.Where(member => member is not BaseTypeDeclarationSyntax && IsPublic(member)),
            _ => [],
        };
        foreach (var member in members)
            yield return $"{name}.{Text(Bare(member))}";
    }

    private static string NameOf(BaseTypeDeclarationSyntax type) => string.Join('.',
        type.AncestorsAndSelf().Reverse().Select(node => node switch
        {
            BaseNamespaceDeclarationSyntax space => space.Name.ToString(),
            BaseTypeDeclarationSyntax outer => outer.Identifier.Text,
            _ => null,
        }).Where(name => name is not null));

    // Without what is in the braces, and what is above.
    private static BaseTypeDeclarationSyntax Head(BaseTypeDeclarationSyntax type)
    {
        var bare = (BaseTypeDeclarationSyntax)type.WithAttributeLists([]);
        // What is handed to the base is nobody's business.
        if (bare.BaseList is { } bases)
            bare = (BaseTypeDeclarationSyntax)bare.WithBaseList(bases.ReplaceNodes(bases.Types.OfType<PrimaryConstructorBaseTypeSyntax>(), (called, _) => SyntaxFactory.SimpleBaseType(called.Type)));
        return bare switch
        {
            EnumDeclarationSyntax choice => choice.WithMembers([]),
            TypeDeclarationSyntax other => other.WithMembers([]),
            _ => bare,
        };
    }

    private static MemberDeclarationSyntax Bare(MemberDeclarationSyntax member) => member.WithAttributeLists([]) switch
    {
        MethodDeclarationSyntax method => method.WithBody(null).WithExpressionBody(null),
        ConstructorDeclarationSyntax constructor => constructor.WithBody(null).WithExpressionBody(null).WithInitializer(null),
        PropertyDeclarationSyntax { ExpressionBody: not null } property => property.WithExpressionBody(null).WithInitializer(null),
        PropertyDeclarationSyntax property => property.WithInitializer(null).WithAccessorList(SyntaxFactory.AccessorList(
            [.. property.AccessorList!.Accessors.Select(accessor => accessor.WithBody(null).WithExpressionBody(null).WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken)))])),
        FieldDeclarationSyntax field when !field.Modifiers.Any(SyntaxKind.ConstKeyword) => field.WithDeclaration(
            field.Declaration.WithVariables([.. field.Declaration.Variables.Select(variable => variable.WithInitializer(null))])),
        var other => (MemberDeclarationSyntax)other,
    };

    private static string Text(SyntaxNode node)
    {
        var bare = node.ReplaceTrivia(node.DescendantTrivia(), (_, _) => default);
        return string.Join(' ', bare.NormalizeWhitespace().ToFullString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" { }", "", StringComparison.Ordinal).TrimEnd(';');
    }
}
